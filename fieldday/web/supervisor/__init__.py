"""Pages for the supervisor."""
