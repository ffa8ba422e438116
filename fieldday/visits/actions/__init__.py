"""The verbs of this room, one human act a file."""
