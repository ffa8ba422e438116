"""What a person might post to the addresses of signing in and of his own security."""

from collections.abc import Callable
from typing import Any

from tests.world import PASSWORD, Day, World

SECURITY: dict[str, Callable[[World, Day], Any]] = {
    "second-step": lambda w, d: {"code": "123456"},
    "sign-in-passkey": lambda w, d: {"credential": "{}"},
    "security-proof": lambda w, d: [{"current": PASSWORD, "next": "//evil.example"}, {"current": "not it"}],
    "security-password": lambda w, d: {"current": "not it", "password": "rain on Tuesday", "again": "rain on Tuesday"},
    "security-totp": lambda w, d: [{}, {"act": "confirm", "code": "123456"}],
    "security-totp-removal": lambda w, d: {},
    "security-codes": lambda w, d: {},
    "security-passkeys": lambda w, d: {"credential": "{}", "name": "x"},
    "security-passkey": lambda w, d: {"name": "x"},
    "security-passkey-removal": lambda w, d: {},
    "security-session-end": lambda w, d: {},
    "security-sessions-end": lambda w, d: {},
    "security-roles": lambda w, d: [{"role": ["director", "administrator"]}, {"role": "nobody"}],
}
