"""`./run import KIND FILE`: bring rows in from a CSV file or an Excel workbook."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.kinds import kinds
from fieldday.kit.imports.mapping import read_map
from fieldday.kit.imports.report import ImportReport, Remark
from fieldday.kit.imports.source import open_source
from fieldday.kit.words import say
from fieldday.people.questions.company import the_company

STEP = 5000  # rows between two words of progress
MOST_WARNINGS = 20


class Command(Base):
    help = "Import a file. Exit 0: the file was processed, rejected rows included; 2: the file cannot be used."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("kind", choices=kinds())
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, help='a TOML file: field = "Column" or "{Column A} {Column B}"')
        parser.add_argument("--dry-run", action="store_true", help="answer the same and write nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        self.language = options["language"]
        super().handle(*args, **options)

    def act(self, *, kind: str, file: Path, map: Path | None, dry_run: bool, json: bool, **options: Any) -> None:
        found = kinds()[kind]
        mapping = read_map(map) if map else None
        self._done = 0
        try:
            with open_source(file, found.fields(the_company().currency), mapping) as source:
                if source.ignored:
                    self.say("columns without a field: " + ", ".join(source.ignored))
                progress = self._progress(source.total)
                report = found.run(by=SYSTEM, rows=source.rows, at=clock.now(), dry_run=dry_run, progress=progress)
        except DatabaseError as error:
            raise CommandError(
                f"The database failed ({error}). {self._done} rows were done; import the file again when it is back."
            ) from error
        self._warn(report)
        self.answer(_in_json(report) if json else _in_words(report, dry_run))

    def _progress(self, total: int) -> Callable[[int], None]:
        def heard(done: int) -> None:
            if done // STEP > self._done // STEP:
                self.say(f"{done} of {total} rows")
            self._done = done

        return heard

    def _warn(self, report: ImportReport) -> None:
        for remark in report.warnings[:MOST_WARNINGS]:
            self.say("kept: " + _told(remark))
        if len(report.warnings) > MOST_WARNINGS:
            self.say(f"kept: {len(report.warnings) - MOST_WARNINGS} more like these, flagged on their cards")


def _in_json(report: ImportReport) -> str:
    return json.dumps(report.contract(say), ensure_ascii=False)


def _in_words(report: ImportReport, dry_run: bool) -> str:
    lines = [
        f"read {report.read}: {report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.rejected} rejected" + (" (dry run: nothing was written)" if dry_run else "")
    ]
    return "\n".join([*lines, *map(_told, report.errors)])


def _told(remark: Remark) -> str:
    field = f", {remark.reason.field}" if remark.reason.field else ""
    return f"row {remark.row}{field}: {say(remark.reason)}"
