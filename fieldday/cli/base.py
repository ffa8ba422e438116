"""What every command shares: an empty home is migrated first, a refusal becomes words and an exit code."""

import fcntl
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

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
    if _all_applied():
        return
    with only_one("migrate"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)


def _all_applied() -> bool:
    """Whether every migration there is, by its file's name, was applied: reading them all costs half a second."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return False
    there = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }
    return there <= set(recorder.migration_qs.values_list("app", "name"))


@contextmanager
def only_one(name: str) -> Any:
    """Hold a lock in the data folder while the block runs."""
    with (settings.HOME / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
