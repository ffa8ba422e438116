"""Files that people brought, kept in the data folder. A row names its file by a path inside it; nobody else does."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from fieldday.kit.ids import new_id

UPLOAD_BYTES = 100 * 1024 * 1024
TOO_BIG = "fieldday.upload_too_big"  # in request.META: the megabytes that were on their way
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    """A file in the data folder: its path inside `files`, its size in bytes."""

    path: str
    size: int


def keep(chunks: Iterable[bytes], folder: str, name: str = "") -> KeptFile:
    """Write a stream to a file of its own under `folder`, durable before this returns. `name` is the program's own
    word, for what belongs to another file; else the file gets a name that nobody has."""
    path = f"{folder}/{name or new_id()}"
    target = path_of(path)
    _make_folder(target.parent)
    unfinished = target.with_suffix(".part")
    size = 0
    try:
        with unfinished.open("xb") as file:
            for chunk in chunks:
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o600)
        unfinished.rename(target)
        _settle(target.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return KeptFile(path, size)


def _make_folder(folder: Path) -> None:
    """The folder, and those above it, each durable in the one that holds it."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for one in missing:
        _settle(one.parent)


def _settle(folder: Path) -> None:
    """Make the names in a folder durable: a file that is written through can still lack its name after a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def path_of(path: str) -> Path:
    """Where a kept file lies. Raises ValueError for a path that leads out of the folder."""
    root = (Path(settings.HOME) / "files").resolve()
    found = (root / path).resolve()
    if not found.is_relative_to(root):
        raise ValueError(f"not in the data folder: {path}")
    return found


def lying_at(path: str) -> Path | None:
    """Where a kept file lies; None when the row names none, or the file is gone."""
    found = path_of(path) if path else None
    return found if found is not None and found.is_file() else None


def forget(path: str) -> None:
    """Delete a kept file; one that is gone already is no matter."""
    if path:
        path_of(path).unlink(missing_ok=True)


def clear_old(folder: str, *, before: datetime) -> int:
    """Delete the files of a folder that were written before a moment; answers how many. Folders within it stay."""
    found = path_of(folder)
    if not found.is_dir():
        return 0
    old = [path for path in found.iterdir() if path.is_file() and path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


class CappedUpload(FileUploadHandler):
    """Stops an upload that is larger than may be kept, without reading it into memory or onto the disk.

    The rest of the body is read and dropped, so that the browser gets an answer it can show; the fields before the
    file are there, the file is not, and `request.META[TOO_BIG]` says how many megabytes came.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        self._meta = META
        self._length = content_length
        self._seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._length > UPLOAD_BYTES + MEGABYTE:  # the other fields take less
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        if self._seen > UPLOAD_BYTES:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _stop(self) -> None:
        self._meta[TOO_BIG] = max(self._length, self._seen) // MEGABYTE
        raise StopUpload(connection_reset=False)
