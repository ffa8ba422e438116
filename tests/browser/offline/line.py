"""The line between a phone and the server: a small proxy that loses, doubles and delays what one tells it to."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

# What may happen to a request:
#   cut        lost on the way there; the server never hears of it
#   lost       the server answers, and the answer is lost on the way back
#   twice      the server gets it twice, the second answer comes back
#   slow       it takes its time, 1.5 seconds
#   stalled    it takes more than anybody waits for
#   broken     the server answers 500
#   untokened  its CSRF token is gone on the way
FAULTS = ("cut", "lost", "twice", "slow", "stalled", "broken", "untokened")
PAUSES_S = {"slow": 1.5, "stalled": 30.0}
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass(frozen=True)
class Sent:
    """One request as it came over the line."""

    method: str
    path: str
    body: bytes
    fault: str

    @property
    def fields(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode("latin-1"), keep_blank_values=True)


Rule = Callable[[str, str], bool]


@dataclass
class Line:
    """Forwards to `port` of this machine. `down`: nothing goes through at all."""

    port: int
    down: bool = False
    sent: list[Sent] = field(default_factory=list)
    faults: list[tuple[str, Rule, int]] = field(default_factory=list)
    extra: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # answered by the line itself
    rewrite: Callable[[str, bytes], bytes] | None = None
    address: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def posts(self, prefix: str = "") -> list[Sent]:
        """The forms that the server was to get, in order; not the questions of the phone itself."""
        return [
            one
            for one in self.sent
            if one.method == "POST" and one.path.startswith(prefix) and "/phone/" not in one.path
        ]

    def fail(self, fault: str, path: str = "/", *, times: int = 1, method: str = "POST") -> None:
        """Do `fault` to the next so many requests below `path`."""
        assert fault in FAULTS
        self.faults.append((fault, lambda m, p: m == method and p.startswith(path) and "/phone/" not in p, times))

    @contextmanager
    def cut(self) -> Iterator[None]:
        """No line at all, for a while."""
        self.down = True
        try:
            yield
        finally:
            self.down = False

    def fault_of(self, method: str, path: str) -> str:
        with self._lock:
            for place, (fault, rule, times) in enumerate(self.faults):
                if rule(method, path):
                    if times > 1:
                        self.faults[place] = (fault, rule, times - 1)
                    else:
                        del self.faults[place]
                    return fault
        return ""

    def clear(self) -> None:
        self.down, self.rewrite = False, None
        self.sent.clear()
        self.faults.clear()


class _Handler(BaseHTTPRequestHandler):
    line: Line

    def log_message(self, *_args: Any) -> None:
        pass

    def _take(self) -> None:
        if self.line.down:
            self._drop()
        elif self.path in self.line.extra:
            kind, content = self.line.extra[self.path]
            self._answer(200, [("Content-Type", kind)], content)
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = self.line.fault_of(self.command, self.path)
            self.line.sent.append(Sent(self.command, self.path, body, fault))
            self._carry(fault, body)

    def _carry(self, fault: str, body: bytes) -> None:
        if fault in PAUSES_S:
            time.sleep(PAUSES_S[fault])
        if fault == "cut":
            self._drop()
            return
        if fault == "broken":
            self._answer(500, [("Content-Type", "text/html")], b"broken")
            return
        if fault == "twice":
            self._ask(body)
        status, headers, content = self._ask(body, without="X-CSRFToken" if fault == "untokened" else "")
        if fault == "lost" or self.line.down:
            self._drop()
            return
        if self.line.rewrite:
            content = self.line.rewrite(self.path, content)
        self._answer(status, headers, content)

    do_GET = do_POST = do_HEAD = _take

    def _ask(self, body: bytes, without: str = "") -> tuple[int, list[tuple[str, str]], bytes]:
        server = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=60)
        server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in {"connection", "accept-encoding", without.lower()}:
                server.putheader(name, value)
        server.endheaders(body or None)
        answer = server.getresponse()
        content = answer.read()
        server.close()
        return answer.status, [(n, v) for n, v in answer.getheaders() if n.lower() not in HOP], content

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = True

    def _drop(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def stretched(port: int) -> Iterator[Line]:
    """A line to the server at `port`, for as long as the block lasts."""
    line = Line(port)
    handler = type("Handler", (_Handler,), {"line": line})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    line.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
