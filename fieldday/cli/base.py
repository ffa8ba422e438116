"""What every command shares: an empty home is migrated first, a refusal becomes words and an exit code."""

import fcntl
import sys
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from fieldday.kit import database
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say

UNUSABLE = 2


class Plain(BaseCommand):
    """A command as its user sees it: Django's standard options work unmentioned, an error is its sentence alone."""

    requires_migrations_checks = False
    requires_system_checks: list[str] = []
    suppressed_base_arguments: set[str] = {  # Django's
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip
    _called_from_command_line: bool  # Django's

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if options.get("traceback") or not self._called_from_command_line:
                raise
            print(error, file=sys.stderr)  # noqa: T201  # a command line speaks by printing
            sys.exit(error.returncode)


class Command(Plain):
    """A Fieldday command: subclasses write `act(**options)`; stdout carries its answer only."""

    language = "en"
    needs_database = True  # false: the command brings the database itself

    def handle(self, *args: Any, **options: Any) -> None:
        if self.needs_database:
            migrate_if_needed()
        with translation.override(self.language):
            try:
                self.act(**options)
            except Refused as refusal:
                raise CommandError(" ".join(say(r) for r in refusal.reasons), returncode=UNUSABLE) from refusal

    def act(self, **options: Any) -> None:
        raise NotImplementedError

    def answer(self, text: str) -> None:
        self.stdout.write(text)

    def say(self, text: str) -> None:
        """Progress: to stderr, never into the answer."""
        print(text, file=sys.stderr, flush=True)  # noqa: T201  # a command line speaks by printing


def migrate_if_needed() -> None:
    """Bring the database to this release, once, however many commands start together."""
    if database.is_current():
        return
    with only_one("migrate"):
        database.bring_up_to_date()


@contextmanager
def only_one(name: str) -> Any:
    """Hold a lock in the data folder while the block runs."""
    with (settings.HOME / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
