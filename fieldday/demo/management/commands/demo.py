"""`./run demo`: load the invented company into an empty database."""

import time
from typing import Any

from django.core.management.base import CommandError

from fieldday.cli.base import UNUSABLE
from fieldday.cli.base import Command as Base
from fieldday.demo.loading import PASSWORD, load, sign_ins
from fieldday.kit import clock
from fieldday.people.questions.people import anybody_there


class Command(Base):
    help = "Load the demo company into an empty database."

    def act(self, **options: Any) -> None:
        if anybody_there():
            raise CommandError(
                "The database has people already; the demo goes into an empty one only.", returncode=UNUSABLE
            )
        started = time.monotonic()
        load(at=clock.now(), say=self.say)
        self.say(f"demo company loaded in {time.monotonic() - started:.1f} s; sign in with the password {PASSWORD} as")
        for external_id, name, title in sign_ins():
            self.say(f"  {external_id:10} {name}  {title}")
