"""The readings of the people room."""
