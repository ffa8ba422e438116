"""`./run duplicates FILE`: which rows of a file are probably one customer."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from fieldday.cli.base import Command as Base
from fieldday.customers.actions.import_accounts import fields
from fieldday.customers.merge_words import why_duplicate
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.mapping import read_map
from fieldday.kit.imports.source import Row, open_source
from fieldday.kit.imports.tables import open_table
from fieldday.kit.refusals import Refused
from fieldday.rules.dedupe import LEAST, Card, card
from fieldday.rules.headers import guess
from fieldday.rules.pairing import Pair, pairs
from fieldday.rules.verdict import Unreadable

STEP = 20_000
READ = ("name", "tax_id", "phone", "contact_phone", "address", "city", "email", "latitude", "longitude")


class Command(Base):
    help = "Name the pairs of rows that are probably one customer. Exit 2: the file cannot be used."
    needs_database = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, help='a TOML file: field = "Column" or "{Column A} {Column B}"')
        parser.add_argument("--json", action="store_true", help="answer in JSON")
        parser.add_argument("--least", type=float, default=LEAST, help="the lowest score to name, 0 to 1")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        self.language = options["language"]
        super().handle(*args, **options)

    def act(self, *, file: Path, map: Path | None, json: bool, least: float, **options: Any) -> None:
        if not 0 <= least <= 1:
            raise CommandError(_("--least is a number from 0 to 1."), returncode=2)
        for path in filter(None, (file, map)):
            if path.is_dir() or not path.exists():
                raise Refused("kit.import.folder" if path.is_dir() else "kit.import.no_file", file=str(path))
        known = [replace(field, needed=False, key=False) for field in fields()]
        with open_source(file, known, _mapping(file, map, known)) as source:
            cards = list(_cards(source.rows, known))
        if not any(one.name.core or one.tax_id or one.phones for one in cards):
            raise Refused("customers.duplicates.nothing_to_compare")
        tick = None if len(cards) < STEP else self._tick(len(cards))
        found = sorted(pairs(cards, least, tick), key=lambda pair: (-pair.found.score, pair.a, pair.b))
        self.answer(_in_json(found) if json else _in_words(found))

    def _tick(self, total: int) -> Any:
        def heard(done: int) -> None:
            if done % STEP == 0:
                self.say(_("{done} of {total} rows").format(done=done, total=total))

        return heard


def _mapping(file: Path, map: Path | None, known: list[Field]) -> dict[str, str]:
    """The map's columns, else those whose names say what they are, as the import's page recognises them."""
    if map is not None:
        return read_map(map)
    with open_table(file) as table:
        found = guess("accounts", [field.name for field in known], table.header)
    if not found:
        raise Refused("customers.duplicates.nothing_to_compare")
    return found


def _cards(rows: Iterable[Row], known: list[Field]) -> Iterator[Card]:
    readers = {field.name: field.read for field in known if field.name in {"latitude", "longitude"}}
    for row in rows:
        cells = {name: row.cells.get(name, "") for name in READ}
        try:
            place = tuple(float(readers[name](cells[name])) for name in ("latitude", "longitude") if cells[name])
        except Unreadable:  # an import would say so; here the row is compared by what else it says
            place = ()
        yield card(
            row.number,
            name=cells["name"],
            tax_id=cells["tax_id"],
            phones=(cells["phone"], cells["contact_phone"]),
            address=cells["address"],
            city=cells["city"],
            email=cells["email"],
            place=(place[0], place[1]) if len(place) == 2 else None,
        )


def _in_json(found: list[Pair]) -> str:
    said = [
        {
            "a": pair.a,
            "b": pair.b,
            "score": pair.found.score,
            "certain": pair.found.certain,
            "reasons": [why_duplicate(code) for code in pair.found.reasons],
        }
        for pair in found
    ]
    return json.dumps({"pairs": said}, ensure_ascii=False)


def _in_words(found: list[Pair]) -> str:
    lines = [
        _("rows {a} and {b}: {score}{certain}, {why}").format(
            a=pair.a,
            b=pair.b,
            score=f"{pair.found.score:.2f}",
            certain=_(" (certain)") if pair.found.certain else "",
            why="; ".join(why_duplicate(code) for code in pair.found.reasons),
        )
        for pair in found
    ]
    return "\n".join([*lines, _("{count} pairs").format(count=len(found))])
