"""The verbs of the people room, one human act a file."""
