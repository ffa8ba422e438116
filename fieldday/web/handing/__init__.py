"""交接: customers handed over to other owners, looked at before, done, and what came by it."""
