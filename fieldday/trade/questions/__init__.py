"""The readings of this room, one a file."""
