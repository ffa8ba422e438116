"""A small OpenID Connect provider on loopback: real HTTP, signed tokens. `says` bends what it says."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT, SECRET = "fieldday", "a secret: with % and /"


@dataclass
class Says:
    """What the provider says, to be bent by a test."""

    at: int
    claims: dict[str, Any] = field(default_factory=dict)  # over the usual ones; None leaves one out
    userinfo: dict[str, Any] | None = None
    description: dict[str, Any] = field(default_factory=dict)
    key: Any = None  # signs with another key than the one it shows
    algorithm: str = "RS256"
    down: bool = False
    moved: str = ""  # /token answers with a redirect there
    asked: list[str] = field(default_factory=list)


class Provider:
    """The provider's state: its keys, and the codes it gave."""

    def __init__(self, at: int) -> None:
        self.says = Says(at)
        self.keys = {
            "RS256": RSAKey.generate_key(2048, {"kid": "one"}),
            "ES256": ECKey.generate_key("P-256", {"kid": "two"}),
        }
        self.codes: dict[str, dict[str, str]] = {}
        self.address = ""

    def description(self) -> dict[str, Any]:
        said = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        if self.says.userinfo is not None:
            said["userinfo_endpoint"] = f"{self.address}/userinfo"
        return said | self.says.description

    def sign(self, asked: dict[str, str]) -> str:
        now = self.says.at
        claims = {
            "iss": self.address, "sub": "42", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
        }  # fmt: skip
        claims = {name: value for name, value in (claims | self.says.claims).items() if value is not None}
        if self.says.algorithm in {"none", "HS256"}:
            return self._by_hand(claims)
        key = self.says.key or self.keys[self.says.algorithm]
        header = {"alg": self.says.algorithm, "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=[self.says.algorithm])

    def _by_hand(self, claims: dict[str, Any]) -> str:
        """What no honest library signs: nothing at all, or with the public key as if it were a secret."""
        parts = [json.dumps(part).encode() for part in ({"alg": self.says.algorithm, "kid": "one"}, claims)]
        signed = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
        if self.says.algorithm == "none":
            return signed + "."
        digest = hmac.digest(self.keys["RS256"].as_pem(private=False), signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
        client = (
            [unquote(part) for part in pair.split(":")] if pair else [form.get("client_id"), form.get("client_secret")]
        )
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = (
            asked
            and client == [CLIENT, SECRET]
            and challenge == asked["code_challenge"]
            and form.get("redirect_uri") == asked["redirect_uri"]
            and form.get("grant_type") == "authorization_code"
        )
        if not asked or not right:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "opens userinfo", "token_type": "Bearer", "id_token": self.sign(asked)}


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        provider, path = self.provider, urlsplit(self.path)
        provider.says.asked.append(path.path)
        if provider.says.down:
            return self._answer(503, {})
        if path.path == "/.well-known/openid-configuration":
            return self._answer(200, provider.description())
        if path.path == "/keys":
            return self._answer(200, KeySet(list(provider.keys.values())).as_dict(private=False))
        if path.path == "/userinfo" and self.headers["Authorization"] == "Bearer opens userinfo":
            return self._answer(200, provider.says.userinfo or {})
        if path.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(path.query).items()}
            code = secrets.token_urlsafe(8)
            provider.codes[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})
            )
            self.end_headers()
            return None
        return self._answer(404, {})

    def do_POST(self) -> None:
        self.provider.says.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.provider.says.moved:
            self.send_response(307)
            self.send_header("Location", self.provider.says.moved)
            self.end_headers()
        else:
            self._answer(*self.provider.token(form, self.headers.get("Authorization", "")))

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        said = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running(at: int) -> Iterator[Provider]:
    """A provider that listens while the block runs."""
    provider = Provider(at)
    handler = type("Handler", (Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
