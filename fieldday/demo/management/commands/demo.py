"""`./run demo`: load the invented company into an empty database."""

import os
import sys
import time
from typing import Any

from django.core.management.base import CommandError

from fieldday.cli.base import UNUSABLE, only_one
from fieldday.cli.base import Command as Base
from fieldday.demo.loading import PASSWORD, load_newest, load_rest, note, progress, sign_ins
from fieldday.kit import clock
from fieldday.people.questions.people import anybody_there

NICENESS = 10  # of the days loaded while somebody looks already


class Command(Base):
    help = "Load the demo company into an empty database."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--small", action="store_true", help="two teams and three weeks only")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--newest", action="store_true", help="people, customers and the newest days only")
        part.add_argument("--rest", action="store_true", help="go on with a load that has begun; nothing without one")

    def act(self, *, small: bool, newest: bool, rest: bool, **options: Any) -> None:
        started = time.monotonic()
        if rest:
            self._rest(os.getppid())
            return
        noted, begun = note().exists(), progress()
        if begun is None and anybody_there():
            if newest and noted:
                return  # the note was about a database that is no more
            raise CommandError(
                "The database has people already; the demo goes into an empty one only.", returncode=UNUSABLE
            )
        size = begun.size if begun else "small" if small else "full"
        if begun is None or not begun.ready:
            load_newest(at=clock.now(), size=size, say=self.say)
        if not newest:
            with only_one("demo"):
                load_rest(say=self.say)
        self.say(f"demo company ready in {time.monotonic() - started:.1f} s; sign in with the password {PASSWORD} as")
        for external_id, name, title in sign_ins(size):
            self.say(f"  {external_id:10} {name}  {title}")

    def _rest(self, parent: int) -> None:
        """Beside the server, and no longer than it: what is not done then is done at its next start."""
        os.nice(NICENESS)
        try:
            with only_one("demo"):
                load_rest(say=lambda text: None, go_on=lambda: os.getppid() == parent)
        except KeyboardInterrupt:
            sys.exit(0)
