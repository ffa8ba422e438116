"""Segments and groups in the browser: for everybody, each in his own sight."""
