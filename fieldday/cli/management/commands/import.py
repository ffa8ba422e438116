"""`./run import KIND FILE`: bring rows in from a CSV file, an Excel workbook or, for contacts, vCards."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.kinds import Kind, kinds
from fieldday.kit.imports.mapping import read_map
from fieldday.kit.imports.report import ImportReport, Remark
from fieldday.kit.imports.source import Source, open_source
from fieldday.kit.imports.tables import open_table
from fieldday.kit.imports.twins import ACTS, CREATE, FILL, TwinPolicy
from fieldday.kit.refusals import Refused
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
        parser.add_argument(
            "--duplicates", choices=ACTS, help="what to do with a row that is certainly there already (create)"
        )
        parser.add_argument(
            "--possible", choices=ACTS, default=CREATE, help="what to do with a row that may be there already"
        )
        parser.add_argument(
            "--unnumbered",
            action="store_true",
            help="customers need no number: who is certainly there is filled in, unless --duplicates says otherwise",
        )
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        self.language = options["language"]
        super().handle(*args, **options)

    def act(self, *, kind: str, file: Path, map: Path | None, dry_run: bool, json: bool, **options: Any) -> None:
        found = kinds()[kind]
        for path in filter(None, (file, map)):
            _require_file(path)
        mapping = read_map(map) if map else None
        self._done = 0
        try:
            with _opened(file, found, mapping) as source:
                if source.ignored:
                    self.say(_("columns without a field: {names}").format(names=", ".join(source.ignored)))
                progress = self._progress(source.total)
                told: dict[str, Any] = {"dry_run": dry_run, "progress": progress}
                if found.twins:
                    free = options["unnumbered"]
                    certain = options["duplicates"] or (FILL if free else CREATE)
                    told["twins"] = TwinPolicy(certain, options["possible"], unnumbered=free)
                report = found.run(by=SYSTEM, rows=source.rows, at=clock.now(), **told)
        except DatabaseError as error:
            sentence = _("The database failed ({error}). {done} rows were done; import the file again when it is back.")
            raise CommandError(sentence.format(error=error, done=self._done)) from error
        self._warn(report)
        self.answer(_in_json(report) if json else _in_words(report, dry_run))

    def _progress(self, total: int) -> Callable[[int], None]:
        def heard(done: int) -> None:
            if done // STEP > self._done // STEP:
                self.say(_("{done} of {total} rows").format(done=done, total=total))
            self._done = done

        return heard

    def _warn(self, report: ImportReport) -> None:
        for remark in report.warnings[:MOST_WARNINGS]:
            self.say(_("kept: {remark}").format(remark=_told(remark)))
        if len(report.warnings) > MOST_WARNINGS:
            more = len(report.warnings) - MOST_WARNINGS
            self.say(_("kept: {more} more like these, flagged on their cards").format(more=more))
        if report.twins:
            sentence = _("{count} rows may be customers who are there already; look at row {row}, or at /duplicates")
            self.say(sentence.format(count=len(report.twins), row=report.twins[0].row))


@contextmanager
def _opened(file: Path, kind: Kind, mapping: Mapping[str, str] | None) -> Iterator[Source]:
    """A table by its columns, or what the kind reads by itself: vCards."""
    cards = kind.cards(file) if kind.cards else None
    if cards is not None:
        yield cards
        return
    fields = kind.fields(the_company().currency)
    if mapping is None and kind.guess is not None:
        with open_table(file) as table:
            inner = {field.name: field.name for field in fields if field.inner and field.name in table.header}
            mapping = {**kind.guess([field.name for field in fields if not field.inner], table.header), **inner} or None
    with open_source(file, fields, mapping) as source:
        yield source


def _require_file(path: Path) -> None:
    """Name a path as it was typed; what reads it knows only the name."""
    if path.is_dir():
        raise Refused("kit.import.folder", file=str(path))
    if not path.exists():
        raise Refused("kit.import.no_file", file=str(path))


def _in_json(report: ImportReport) -> str:
    return json.dumps(report.contract(say), ensure_ascii=False)


def _in_words(report: ImportReport, dry_run: bool) -> str:
    sums = _("read {read}: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected")
    names = ("read", "created", "updated", "unchanged", "rejected")
    first = sums.format(**{name: getattr(report, name) for name in names})
    if dry_run:
        first = _("{sums} (dry run: nothing was written)").format(sums=first)
    return "\n".join([first, *map(_told, report.errors)])


def _told(remark: Remark) -> str:
    said = {"row": remark.row, "field": remark.reason.field, "message": say(remark.reason)}
    return (_("row {row}, {field}: {message}") if said["field"] else _("row {row}: {message}")).format(**said)
