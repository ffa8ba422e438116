"""Lines to a server: a plain one over the loopback, and one that fails as lines do."""

import http.client
import json
import random
import socket
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from benchmarks.browser import FORM, TOKEN
from benchmarks.outbox.phone import Item

Answer = tuple[int, dict[str, Any]]
FAULTS = ("lost before", "lost after", "twice", "late")


class Wire:
    """A person's connection: kept open, made anew where it broke."""

    def __init__(self, port: int, session: str, person: int, wait: float = 20.0) -> None:
        self._port, self._wait = port, wait
        self._connection: http.client.HTTPConnection | None = None
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "X-Fieldday-Person": str(person),
            "Accept": "application/json",
            "Content-Type": FORM,
        }

    def send(self, item: Item, fields: dict[str, Any]) -> Answer | None:
        """The answer; None where none came, or one that says to try again."""
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._wait)
                self._connection.connect()
                self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connection.request("POST", item.address, urlencode(fields), self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
            return None if answer.status >= 500 else (answer.status, json.loads(body))
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            return None

    def close(self) -> None:
        if self._connection:
            with suppress(OSError):
                self._connection.close()
        self._connection = None


class Faulty:
    """A line that loses the form, loses its answer, brings it twice, or brings it once more much later."""

    def __init__(self, line: Any, roll: random.Random, often: float) -> None:
        self._line, self._roll, self._often = line, roll, often
        self._under_way: list[tuple[Item, dict[str, Any]]] = []

    def send(self, item: Item, fields: dict[str, Any]) -> Answer | None:
        self._deliver_late()
        if self._roll.random() > self._often:
            return self._line.send(item, fields)  # type: ignore[no-any-return]
        fault = self._roll.choice(FAULTS)
        if fault == "lost before":
            return None
        if fault == "late":
            self._under_way.append((item, dict(fields)))
            return None
        got = self._line.send(item, fields)
        if fault == "twice" and got:
            again = self._line.send(item, fields)
            assert again is None or again == got or got[0] != 200, f"{item.address}: {got}, then {again}"
        return None if fault == "lost after" else got

    def end(self) -> None:
        """From here on nothing fails; what was under way arrives."""
        self._often = 0.0
        self._deliver_late(everything=True)

    def _deliver_late(self, *, everything: bool = False) -> None:
        """A copy that nobody waits for any more reaches the server after all."""
        while self._under_way and (everything or self._roll.random() < 0.3):
            self._line.send(*self._under_way.pop(self._roll.randrange(len(self._under_way))))


def wait_for(port: int, seconds: float = 30.0) -> None:
    """Until something listens there."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.005)
    raise RuntimeError("the server does not listen")
