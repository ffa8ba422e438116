"""Ids that a form can bring with it: UUIDs in order of time, so that indexes grow at one end."""

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """A fresh id. Made by the server, or beforehand by the form that will create the row."""
    return UUID(int=uuid7().int)
