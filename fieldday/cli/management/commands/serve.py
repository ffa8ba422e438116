"""`./run`: serve Fieldday on loopback, the demo company loaded into an empty database."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command

from fieldday.cli.base import Command as Base
from fieldday.cli.base import only_one
from fieldday.kit import clock
from fieldday.people.actions.invitation import open_house
from fieldday.people.questions.people import anybody_there


class Command(Base):
    help = "Serve Fieldday; an empty database gets the demo company, or with FIELDDAY_DEMO=0 a first link."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--workers", type=int, default=int(os.environ.get("FIELDDAY_WORKERS", "2")))

    def act(self, *, workers: int, **options: Any) -> None:
        address = settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}"
        with only_one("first-start"):
            self._welcome(address)
        self.say(f"Fieldday: {address}")
        os.environ["DJANGO_SETTINGS_MODULE"] = "fieldday.config.settings"
        os.environ.setdefault("FIELDDAY_DUTIES", "1")
        host = os.environ.get("FIELDDAY_HOST", "127.0.0.1")
        server = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(settings.PORT)]
        server += ["--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
        server += ["--respawn-failed-workers", "fieldday.config.wsgi:application"]
        os.execv(sys.executable, [sys.executable, *server])  # noqa: S606  # our own interpreter and server

    def _welcome(self, address: str) -> None:
        demo = os.environ.get("FIELDDAY_DEMO", "1")
        begun = (settings.HOME / "demo.json").exists()  # a load that was killed, or has its older days to come
        if demo != "0" and (begun or not anybody_there()):
            call_command("demo", newest=True, small=demo == "small")
            # The older days come beside the server, in a process that ends with it.
            words = [sys.executable, "-P", "-m", "fieldday", "demo", "--rest"]
            subprocess.Popen(words)  # noqa: S603  # our own interpreter
        elif token := open_house(at=clock.now()):
            self.say(f"Open this link once to make the first administrator: {address}/invitations/{token}")
