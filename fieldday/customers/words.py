"""The customers room's codes in words."""
