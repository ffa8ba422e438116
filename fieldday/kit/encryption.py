"""Secrets that we must be able to read again, kept so that a copy of the database alone does not tell them."""

import base64
import hashlib
import hmac
from typing import Any

from django.conf import settings


def encrypt(plain: bytes, *, purpose: str) -> str:
    """Under a key of the installation's secret, one per purpose."""
    return _cipher(purpose).encrypt(plain).decode()


def decrypt(kept: str, *, purpose: str) -> bytes | None:
    """What was encrypted for this purpose; None when the installation's secret is another one now."""
    from cryptography.fernet import InvalidToken

    try:
        return _cipher(purpose).decrypt(kept.encode())
    except InvalidToken:
        return None


def keyed_digest(text: str, *, purpose: str) -> str:
    """A digest that cannot be searched for without the installation's secret, as 64 hexadecimal digits."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def _cipher(purpose: str) -> Any:
    from cryptography.fernet import Fernet  # a tenth of the time that a command takes to start; few need it

    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"fieldday {purpose}".encode(), hashlib.sha256).digest()
