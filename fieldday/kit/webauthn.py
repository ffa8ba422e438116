"""Passkeys (WebAuthn): what a browser is asked, and whether its answer proves anything."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

TIMEOUT_MS = 300_000
# A passkey stands for password and second step, so the device itself must have asked for finger, face or PIN.
VERIFIED = UserVerificationRequirement.REQUIRED


class NotProven(Exception):
    """The browser's answer proves nothing: wrong place, wrong question, wrong signature, or no answer at all."""


@dataclass(frozen=True)
class Place:
    """Where the browser is: passkeys belong to a host name, and answers to an origin."""

    scheme: str
    host: str  # with the port, as the browser wrote it

    @property
    def name(self) -> str:
        return self.host.rsplit(":", 1)[0] if not self.host.endswith("]") else self.host

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def fits(self) -> bool:
        """Whether browsers do passkeys here at all: over HTTPS or on localhost, never on a bare address."""
        if self.scheme != "https" and self.name != "localhost":
            return False
        try:
            ip_address(self.name.strip("[]"))
        except ValueError:
            return True
        return False


@dataclass(frozen=True)
class Registered:
    """A key that proved itself while it was made."""

    credential_id: str
    credential: bytes
    sign_count: int


@dataclass(frozen=True)
class Answer:
    """What a browser says when it signs in, read but not believed yet."""

    credential_id: str
    content: Mapping[str, Any]


def ask_to_register(
    place: Place, *, company: str, user_id: bytes, name: str, shown: str, known: Sequence[bytes]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options for the browser, as JSON values, and the state to keep until it answers."""
    user = PublicKeyCredentialUserEntity(id=user_id, name=name, display_name=shown)
    options, state = _server(place, company).register_begin(
        user,
        credentials=[AttestedCredentialData(one) for one in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(options), state


def registered(place: Place, state: Mapping[str, Any], said: str) -> Registered:
    """The key that was made. Raises NotProven."""
    try:
        found = _server(place).register_complete(dict(state), json.loads(said))
        data = found.credential_data
        if data is None:
            raise NotProven
        return Registered(websafe_encode(data.credential_id), bytes(data), found.counter)
    except NotProven:
        raise
    except Exception as error:  # whatever a stranger's JSON and CBOR break in the library is no proof
        raise NotProven from error


def ask_to_sign_in(place: Place) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options for a browser whose person is not known yet, and the state to keep until it answers."""
    options, state = _server(place).authenticate_begin(user_verification=VERIFIED)
    return dict(options), state


def read_answer(said: str) -> Answer:
    """The browser's answer, so that its key can be looked up. Raises NotProven."""
    try:
        content = json.loads(said)
        return Answer(websafe_encode(AuthenticationResponse.from_dict(content).raw_id), content)
    except Exception as error:  # as above
        raise NotProven from error


def proven(place: Place, state: Mapping[str, Any], answer: Answer, *, credential: bytes, sign_count: int) -> int:
    """The key's new count of signatures. Raises NotProven, also when the count says that there are two of the key."""
    try:
        _server(place).authenticate_complete(dict(state), [AttestedCredentialData(credential)], answer.content)
        count = AuthenticationResponse.from_dict(answer.content).response.authenticator_data.counter
    except Exception as error:  # as above
        raise NotProven from error
    if (count or sign_count) and count <= sign_count:
        raise NotProven
    return count


def _server(place: Place, company: str = "") -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name=company or place.name, id=place.name),
        verify_origin=lambda origin: place.fits and origin == place.origin,
    )
    server.timeout = TIMEOUT_MS  # type: ignore[assignment]  # typed by its default, None
    return server
