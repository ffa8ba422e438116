"""A mail server on loopback that keeps what it takes, and answers as it is told: yes, never, not now, or not at all."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default


@dataclass
class Sink:
    """`answers` are replies to the next commands of a kind, as {"RCPT": ["550 no"]}; then every one is taken.

    "hang up" closes the line; "take and hang up" takes the mail and never says so.
    """

    port: int = 0
    taken: list[Message] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    connections: int = 0

    def reply(self, command: str, usual: str) -> str:
        waiting = self.answers.get(command, [])
        return waiting.pop(0) if waiting else usual


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        sink.connections += 1
        if not self._say(sink.reply("HELLO", "220 sink")):
            return
        while line := self.rfile.readline():
            command = line.decode().strip().partition(" ")[0].upper()
            usual = {"QUIT": "221 bye", "DATA": "354 go on", "EHLO": "250-sink\r\n250-8BITMIME\r\n250 AUTH PLAIN"}
            if command == "AUTH":
                sink.signed_in.append(line.decode().strip())
                usual["AUTH"] = "235 welcome"
            answer = sink.reply(command, usual.get(command, "250 fine"))
            if command == "RCPT" and answer.startswith("250"):
                sink.to.append(line.decode().partition("<")[2].partition(">")[0])
            if not self._say(answer) or command == "QUIT":
                return
            if command == "DATA" and answer.startswith("354") and not self._take(sink):
                return

    def _take(self, sink: Sink) -> bool:
        body = b""
        while (line := self.rfile.readline()) and line != b".\r\n":
            body += line[1:] if line.startswith(b"..") else line
        answer = sink.reply("BODY", "250 taken")
        if answer.startswith("250") or answer == "take and hang up":
            sink.taken.append(message_from_bytes(body, policy=default))
        return self._say(answer)

    def _say(self, text: str) -> bool:
        if text.endswith("hang up"):
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self.wfile.write(f"{text}\r\n".encode())
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A sink that listens while the block runs."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        sink = Sink(port=server.server_address[1])
        server.sink = sink  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join(5)
