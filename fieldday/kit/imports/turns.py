"""One import of a kind at a time, whichever process runs it: the second waits, and finds the first one's rows."""

import contextlib
import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

_SPACE = 4_171_027  # any number, the same everywhere


@contextmanager
def turn(kind: str) -> Iterator[None]:
    """Hold the turn of `kind` while the block runs: on PostgreSQL by a session's lock, else by a locked file."""
    if connection.vendor != "postgresql":
        with (settings.HOME / f"import-{kind}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    lock = [_SPACE, zlib.crc32(kind.encode()) & 0x7FFFFFFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock)
    try:
        yield
    finally:
        # a lost connection has given the lock back already
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)
