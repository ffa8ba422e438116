"""A server that is killed: a process of the application, forked so that another stands there within milliseconds."""

import os
import signal
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """Several requests at once, as the real server takes them."""

    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """Listens already."""

    def server_activate(self) -> None:
        """Listens already."""


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Fieldday"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what is refused is part of the run."""


class Victim:
    """The server's process on a port of its own. The listening socket outlives it, as behind a supervisor."""

    def __init__(self, port: int, child: socket.socket) -> None:
        self.port = port
        self._child = child
        self.kills = 0
        self.pid = self._next()

    def kill(self) -> None:
        """kill -9, at whatever it is doing; another process takes its place."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.kills += 1
        self.pid = self._next()

    def kill_in(self, seconds: float) -> threading.Thread:
        """The same a little later, beside a form that is on its way."""
        thread = threading.Thread(target=lambda: (time.sleep(seconds), self.kill()))
        thread.start()
        return thread

    def _next(self) -> int:
        self._child.sendall(b"1")
        return int.from_bytes(self._child.recv(8), "big")


@contextmanager
def victim() -> Iterator[Victim]:
    """Fork the nursery, before there are threads or connections here: it forks a server at each word, ends with us."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    ours, theirs = socket.socketpair()
    nursery = os.fork()
    if nursery == 0:
        try:
            ours.close()
            _nurse(listening, theirs)
        except BaseException:
            traceback.print_exc()
        finally:  # whatever happens here is not the run's to clean up
            os._exit(1)
    theirs.close()
    try:
        yield Victim(listening.getsockname()[1], ours)
    finally:
        ours.close()  # the nursery reads an end, and takes its last child with it
        os.waitpid(nursery, 0)
        listening.close()


def _nurse(listening: socket.socket, orders: socket.socket) -> None:
    """Wait for words; fork a server for each."""
    _warm()
    child = 0
    while orders.recv(1):
        _bury(child)
        child = os.fork()
        if child == 0:
            try:
                orders.close()
                _serve(listening)
            finally:
                os._exit(1)
        orders.sendall(child.to_bytes(8, "big"))
    _bury(child)


def _warm() -> None:
    """Let everything be loaded that a form needs, so that a fresh server answers at once."""
    from django.db import connections
    from django.test import Client
    from django.urls import get_resolver

    from fieldday.config.wsgi import application
    from fieldday.people.models import Person

    assert application  # its files are listed once
    get_resolver()._populate()
    person = Person.objects.unscoped("whoever there is").exclude(reports_to=None).first()
    client = Client(raise_request_exception=False, headers={"Accept": "application/json", "Host": "localhost"})
    if person:
        client.force_login(person, backend="fieldday.people.backend.PersonBackend")
    for address in ("/arrivals", "/visits/00000000-0000-4000-8000-000000000000", "/attendance"):
        client.post(address, {"_key": "00000000-0000-4000-8000-000000000000"})
    connections.close_all()


def _bury(child: int) -> None:
    if child:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _serve(listening: socket.socket) -> None:
    """Be the server until killed."""
    from fieldday.config.wsgi import application

    try:
        server = _Server(listening.getsockname(), _Quiet, bind_and_activate=False)
        server.socket.close()
        server.socket = listening
        server.server_name, server.server_port = "127.0.0.1", listening.getsockname()[1]
        server.setup_environ()
        server.set_app(application)
        server.serve_forever(poll_interval=0.5)
    except BaseException as error:
        print(f"the server ended by itself: {error!r}", file=sys.stderr, flush=True)
