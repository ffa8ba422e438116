"""Pages for the manager."""
