"""One-time codes by the clock, as authenticator apps compute them: RFC 6238 with SHA-1, 6 digits, 30 seconds."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
# A phone's clock may be one step behind or ahead.
DRIFT_STEPS = 1

CODES: tuple[str, ...] = ()


def step_of(at: datetime) -> int:
    """The number of the 30 second step that `at` falls into, counted from 1970."""
    return int(at.timestamp()) // STEP_SECONDS


def code_of(secret: bytes, step: int) -> str:
    """The six digits of a step."""
    # SHA-1 is what every authenticator app computes; as a keyed digest it is sound.
    full = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    start = full[-1] & 0x0F
    number = int.from_bytes(full[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: bytes, code: str, *, at: datetime, last_step: int) -> int | None:
    """The step whose code this is, near `at`; None when it is none of them, or not newer than `last_step`.

    A code works once: the caller keeps the step as the next `last_step`. Every candidate is compared, in equal time.
    """
    digits = "".join(sign for sign in code if not sign.isspace())
    found = None
    now = step_of(at)
    for step in range(max(now - DRIFT_STEPS, 0), now + DRIFT_STEPS + 1):
        same = hmac.compare_digest(code_of(secret, step).encode(), digits.encode("utf-8", "replace"))
        if same and step > last_step:
            found = step
    return found


def in_base32(secret: bytes) -> str:
    """The secret as one types it into an app, without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def provisioning_uri(secret: bytes, *, issuer: str, account: str) -> str:
    """What the QR code says: the address by which an authenticator app learns the secret."""
    label = quote(f"{issuer}:{account}", safe="")
    facts = {"secret": in_base32(secret), "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"
