"""Signing in through a company's own provider: OpenID Connect, authorization code with PKCE.

Only what the installation's settings name is ever called: the issuer, and the addresses of its own description,
over HTTPS (plain HTTP on loopback), with short time limits, small answers and no redirects.
"""

import base64
import hashlib
import json
import secrets
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
TIMEOUT_SECONDS = 6
MOST_BYTES = 512 * 1024
LEEWAY_SECONDS = 60
KEPT_SECONDS = 600
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class ProviderFault(Exception):
    """The provider cannot be reached, or what it says cannot be believed. The text is for the log, not for a person."""


@dataclass(frozen=True)
class Request:
    """One way out to the provider, to be kept in the session until it answers."""

    state: str
    nonce: str
    verifier: str
    address: str = field(repr=False)


@dataclass
class Provider:
    """A provider by its settings. Its description and keys are fetched when first needed, and again after a while."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str = "openid email profile"
    _kept: dict[str, tuple[datetime, Any]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self, *, redirect_uri: str, at: datetime) -> Request:
        """Where to send the browser. Raises ProviderFault."""
        address = self._address("authorization_endpoint", at)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": self.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return Request(state, nonce, verifier, f"{address}{'&' if '?' in address else '?'}{urlencode(query)}")

    def claims(self, *, code: str, verifier: str, nonce: str, redirect_uri: str, at: datetime) -> dict[str, Any]:
        """What the provider says of who came back with `code`. Raises ProviderFault."""
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": self.client_id,
        }
        headers = {}
        methods = self._description(at).get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in methods:
            pair = f"{quote(self.client_id, safe='')}:{quote(self.client_secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            body["client_secret"] = self.client_secret
        answer = _fetch(self._address("token_endpoint", at), body=body, headers=headers)
        claims = self._believed(answer.get("id_token"), nonce, at)
        return {**self._more(answer.get("access_token"), claims["sub"], at), **claims}

    def _believed(self, token: Any, nonce: str, at: datetime) -> dict[str, Any]:
        if not isinstance(token, str):
            raise ProviderFault("no id_token")
        try:
            claims = self._decoded(token, at)
            jwt.JWTClaimsRegistry(
                now=int(at.timestamp()),
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": self._description(at)["issuer"]},
                sub={"essential": True},
                aud={"essential": True, "value": self.client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderFault(f"id_token: {type(error).__name__}") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self.client_id) != self.client_id:
            raise ProviderFault("id_token: issued to somebody else")
        return claims

    def _decoded(self, token: str, at: datetime) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._keys(at), algorithms=SIGNATURES).claims
        except (JoseError, ValueError):  # the provider may have changed its keys since we last asked
            with self._lock:
                self._kept.pop("keys", None)
            return jwt.decode(token, self._keys(at), algorithms=SIGNATURES).claims

    def _more(self, access_token: Any, subject: str, at: datetime) -> dict[str, Any]:
        """What the provider says beside the id_token, where it says it elsewhere."""
        if not isinstance(access_token, str) or not self._description(at).get("userinfo_endpoint"):
            return {}
        address = self._address("userinfo_endpoint", at)
        said = _fetch(address, headers={"Authorization": f"Bearer {access_token}"})
        return said if said.get("sub") == subject else {}

    def _address(self, name: str, at: datetime) -> str:
        address = self._description(at).get(name)
        if not isinstance(address, str):
            raise ProviderFault(f"the description names no {name}")
        _require_safe(address)
        return address

    def _description(self, at: datetime) -> dict[str, Any]:
        said = self._once("description", at, lambda: self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if said.get("issuer") not in {self.issuer, self.issuer.rstrip("/"), self.issuer.rstrip("/") + "/"}:
            raise ProviderFault("the description is another issuer's")
        return said

    def _keys(self, at: datetime) -> KeySet:
        return KeySet.import_key_set(self._once("keys", at, lambda: self._address("jwks_uri", at)))

    def _once(self, name: str, at: datetime, address: Any) -> Any:
        kept = self._kept.get(name)
        if kept and 0 <= (at - kept[0]).total_seconds() < KEPT_SECONDS:
            return kept[1]
        said = _fetch(address())
        with self._lock:
            self._kept[name] = (at, said)
        return said


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def _fetch(address: str, *, body: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Any:
    _require_safe(address)
    data = urlencode(body).encode() if body is not None else None
    request = urllib.request.Request(address, data, {"Accept": "application/json", **(headers or {})})  # noqa: S310  # https
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as answer:
            said = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # urllib's errors are OSErrors
        raise ProviderFault(f"{urlsplit(address).hostname}: {error}") from error
    if len(said) > MOST_BYTES:
        raise ProviderFault(f"{urlsplit(address).hostname}: too long an answer")
    try:
        content = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise ProviderFault(f"{urlsplit(address).hostname}: no JSON") from error
    if not isinstance(content, dict):
        raise ProviderFault(f"{urlsplit(address).hostname}: no JSON object")
    return content


def _require_safe(address: str) -> None:
    """HTTPS, or plain HTTP to this very machine."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ProviderFault("no address") from error
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise ProviderFault(f"{parts.hostname}: not over HTTPS")
