"""A browser without a screen: one kept connection, one person's cookies, forms with their keys."""

import gzip
import http.client
import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = "b" * 32  # a CSRF secret of our own: cookie and form carry the same
FORM = "application/x-www-form-urlencoded"


class Unexpected(RuntimeError):
    """The server answered with another status than the work needs."""


class Browser:
    """Requests of one signed-in person over one connection."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = f"sessionid={session}; csrftoken={TOKEN}"

    def get(self, path: str, *, part: str = "") -> http.client.HTTPResponse:
        """The answer with its body read into `.body`, as it came over the wire; `part` is what htmx will replace."""
        return self._ask("GET", path, None, 200, {"HX-Request": "true", "HX-Target": part} if part else {})

    def post(self, path: str, want: int = 303, **fields: Any) -> str:
        """Where the answer sends us."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "_key": str(uuid4()), **fields}, doseq=True)
        return self._ask("POST", path, body, want, {"Content-Type": FORM}).headers.get("Location", "")

    def ask(self, path: str, question: dict[str, Any]) -> Any:
        """What a question in JSON is answered, as a phone asks it; `.body` as it came over the wire, `.said` read."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": TOKEN}
        answer = self._ask("POST", path, json.dumps(question), 200, headers)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        answer.said = json.loads(gzip.decompress(answer.body) if packed else answer.body)
        return answer

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None, want: int, more: dict[str, str]) -> Any:
        headers = {"Cookie": self._cookies, "Accept-Encoding": "gzip", "Accept": "text/html"}
        self._connection.request(method, path, body, {**headers, **more})
        answer: Any = self._connection.getresponse()
        answer.body = answer.read()
        if answer.status != want:
            text = gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body
            raise Unexpected(f"{method} {path}: {answer.status}\n{text.decode(errors='replace')[:2000]}")
        return answer
