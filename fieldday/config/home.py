"""The data folder (`FIELDDAY_HOME`): database, secrets, uploads. Made on first use, readable by its owner only."""

import os
import secrets
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The data folder, made if missing."""
    folder = Path(os.environ.get("FIELDDAY_HOME") or REPOSITORY / ".fieldday").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def folder(name: str) -> Path:
    """A folder inside the data folder, made if missing."""
    path = home() / name
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def secret(name: str) -> str:
    """The secret kept under `name` in the data folder; generated once, never printed."""
    path = home() / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _settled(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _settled(path)


def _settled(path: Path) -> str:
    text = path.read_text()
    if len(text) < 32:
        raise RuntimeError(f"{path} holds no usable secret: delete the file and start again")
    return text
