"""`./run`: serve Fieldday on loopback, the demo company loaded into an empty database."""

import gc
import multiprocessing
import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from fieldday.cli.base import Command as Base
from fieldday.cli.base import only_one
from fieldday.kit import clock, database
from fieldday.people.actions.invitation import open_house
from fieldday.people.questions.people import anybody_there

HOST = os.environ.get("FIELDDAY_HOST", "127.0.0.1")


class Command(Base):
    help = "Serve Fieldday; an empty database gets the demo company, or with FIELDDAY_DEMO=0 a first link."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--workers", type=int, default=int(os.environ.get("FIELDDAY_WORKERS", "2")))

    def handle(self, *args: Any, **options: Any) -> None:
        self._want_the_port()
        super().handle(*args, **options)
        self._serve(options["workers"])

    def act(self, **options: Any) -> None:
        address = settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"
        with only_one("first-start"):
            loaded = self._welcome(address)
        if loaded:  # begin anew: what loading took of this process's memory would stay with the server
            database.let_go()
            os.environ["FIELDDAY_DEMO"] = "0"  # it is there, and its older days are under way
            os.execv(sys.executable, [sys.executable, "-P", "-m", "fieldday", *sys.argv[1:]])  # noqa: S606  # as we were called
        self.say(f"Fieldday: {address}")

    def _want_the_port(self) -> None:
        """Said before anything is loaded. The server's workers share their port, so that two servers would share it
        as well, each with a database of its own, and half of the answers would come from either."""
        with socket.socket(socket.AF_INET6 if ":" in HOST else socket.AF_INET) as wanted:
            wanted.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that just ended is no hindrance
            try:
                wanted.bind((HOST, settings.PORT))
            except OSError as error:
                here = f"{HOST} port {settings.PORT}"
                sentence = f"{here} cannot be had: {error.strerror}. Another Fieldday? FIELDDAY_PORT chooses another."
                raise CommandError(sentence) from error

    def _serve(self, workers: int) -> None:
        """Be the server: workers are forked from this process when it knows all it needs, so that they begin at once
        and share its memory."""
        os.environ["DJANGO_SETTINGS_MODULE"] = "fieldday.config.settings"
        os.environ.setdefault("FIELDDAY_DUTIES", "1")
        multiprocessing.set_start_method("fork", force=True)
        get_resolver()._populate()  # every page's module
        database.let_go()  # no connection is shared with a worker
        gc.collect()
        gc.freeze()  # whatever is loaded by now is never collected, so that workers share it
        gc.set_threshold(20_000, 20, 20)  # a page makes tens of thousands of objects, but hardly a cycle to collect
        Granian(
            "fieldday.config.wsgi:application", HOST, settings.PORT, interface=Interfaces.WSGI, workers=workers,
            blocking_threads=4, websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
        ).serve()  # fmt: skip

    def _welcome(self, address: str) -> bool:
        """Load the demo company or print the first link, where nobody is there yet; whether much was loaded."""
        demo = os.environ.get("FIELDDAY_DEMO", "1")
        begun = (settings.HOME / "demo.json").exists()  # a load that was killed, or has its older days to come
        if demo != "0" and (begun or not anybody_there()):
            call_command("demo", newest=True, small=demo == "small")
            # The older days come beside the server, in a process that ends with it.
            words = [sys.executable, "-P", "-m", "fieldday", "demo", "--rest"]
            subprocess.Popen(words)  # noqa: S603  # our own interpreter
            return True
        if token := open_house(at=clock.now()):
            self.say(f"Open this link once to make the first administrator: {address}/invitations/{token}")
        return False
