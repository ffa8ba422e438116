"""The visits room's codes in words."""
