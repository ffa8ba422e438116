"""The database as a whole, as commands handle it: brought to this release, and let go of before a process forks."""

import sys
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def is_current() -> bool:
    """Whether every migration was applied, by the names of their files: to read them all costs half a second."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return False
    there = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }
    return there <= set(recorder.migration_qs.values_list("app", "name"))


def bring_up_to_date() -> None:
    """Apply the migrations that were not applied yet, if any."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)


def let_go() -> None:
    """Close the connections of this process: a forked one opens its own."""
    connections.close_all()
