"""A small invented company to try everything on. Deterministic; played through the verbs, as doors do."""
