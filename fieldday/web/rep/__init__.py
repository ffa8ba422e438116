"""Pages for the rep."""
