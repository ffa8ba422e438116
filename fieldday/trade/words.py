"""The trade room's codes in words."""
