"""A file of customers or contacts written row by row, so that memory does not grow with it."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from fieldday.customers.actions.contact_beside import day_text
from fieldday.customers.models import Account, Anniversary, Contact, Export, Place
from fieldday.customers.questions.consents import channels_refused
from fieldday.customers.questions.contact_cards import card_of
from fieldday.customers.questions.export_columns import Column, chosen, columns_of, refused_said
from fieldday.kit import files
from fieldday.rules.spreadsheet import harmless
from fieldday.rules.vcards import Address, Card, Way, write_card

FOLDER = "exports"
AT_ONCE = 1000
MOST_ROWS = 1_000_000  # a sheet of Excel ends at 1,048,576
WHY = "beside contacts found in sight"
_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8

Progress = Callable[[int, int], None]


def write_export(
    export: Export,
    *,
    accounts: QuerySet[Account],
    reader: Any,
    words: Callable[[str, str], str],
    day: date,
    progress: Progress,
) -> tuple[files.KeptFile, int]:
    """Write the file that was asked for, with what was refused by that `day`, and keep it; answers it and how many rows
    it holds."""
    counted = _Counted(day, progress)
    if export.format.startswith("vcard"):
        version = "4.0" if export.format == "vcard4" else "3.0"
        cards = (
            _account_cards(accounts, counted) if export.noun == "accounts" else _cards(accounts, reader, counted, words)
        )
        return files.keep((write_card(card, version).encode() for card in cards), FOLDER), counted.done
    columns = chosen(columns_of(export.noun, words), export.columns)
    rows = _accounts(accounts, counted) if export.noun == "accounts" else _contacts(accounts, reader, counted)
    if export.format == "csv":
        return files.keep(_csv(columns, rows), FOLDER), counted.done
    with tempfile.TemporaryDirectory(prefix="fieldday-export-") as scratch:
        path = Path(scratch) / "rows.xlsx"
        _xlsx(path, columns, rows, scratch)
        with path.open("rb") as file:
            return files.keep(iter(lambda: file.read(1 << 20), b""), FOLDER), counted.done


class _Counted:
    """Rows on their way, the day on which they leave, and who hears of them."""

    def __init__(self, day: date, progress: Progress) -> None:
        self.day, self._progress = day, progress
        self.done = self.total = 0

    def through(self, rows: QuerySet) -> Iterator[Any]:
        self.total = min(rows.count(), MOST_ROWS)
        for row in rows.iterator(chunk_size=AT_ONCE):
            if self.done >= MOST_ROWS:
                return
            yield row
            self.done += 1
            if self.done % 500 == 0:
                self._progress(self.done, self.total)


def _batched(rows: Iterator[Any], most: int) -> Iterator[list[Any]]:
    """The rows, `most` at once."""
    while some := list(islice(rows, most)):
        yield some


def _accounts(accounts: QuerySet[Account], counted: _Counted) -> Iterator[Account]:
    rows = accounts.select_related("area", "owner", "parent", "dealer").order_by("name", "pk")
    for some in _batched(counted.through(rows), AT_ONCE):
        refused = channels_refused(some, (), day=counted.day)
        for one in some:
            one.refused_channels = refused.get((one.pk, None), ())  # type: ignore[attr-defined]  # for its column
        yield from some


def _contacts(accounts: QuerySet[Account], reader: Any, counted: _Counted) -> Iterator[Contact]:
    people = Contact.objects.visible_to(reader).filter(retired=False, erased_at=None, account__in=accounts.order_by())
    rows = people.select_related("account__owner").order_by("account__name", "account_id", "position", "pk")
    for some in _batched(counted.through(rows), AT_ONCE):
        refused = channels_refused((), some, day=counted.day)
        days: dict[Any, list[Anniversary]] = {}
        for day in Anniversary.objects.unscoped(WHY).filter(contact__in=some).order_by("lunar", "month", "day"):
            days.setdefault(day.contact_id, []).append(day)
        for one in some:
            one.refused_channels = refused.get((one.account_id, one.pk), ())  # type: ignore[attr-defined]  # as above
            one.days = days.get(one.pk, [])  # type: ignore[attr-defined]
            one.days_said = _days_said(one.days)  # type: ignore[attr-defined]
        yield from some


def _days_said(days: list[Anniversary]) -> dict[str, str]:
    """Each kind of days in one cell, as an import reads it."""
    said: dict[str, list[str]] = {}
    for day in days:
        said.setdefault(day.kind, []).append(day_text(day))
    return {kind: "、".join(texts) for kind, texts in said.items()}


def _cards(
    accounts: QuerySet[Account], reader: Any, counted: _Counted, words: Callable[[str, str], str]
) -> Iterator[Card]:
    for some in _batched(_contacts(accounts, reader, counted), AT_ONCE):
        places: dict[Any, list[Place]] = {}
        for place in Place.objects.unscoped(WHY).filter(contact__in=some):
            places.setdefault(place.contact_id, []).append(place)
        for one in some:
            said = refused_said(one.refused_channels, words)
            yield card_of(one, days=one.days, places=places.get(one.pk, ()), refused=said)  # type: ignore[attr-defined]


def _account_cards(accounts: QuerySet[Account], counted: _Counted) -> Iterator[Card]:
    for account in _accounts(accounts, counted):
        yield Card(
            1, account.name, org=account.name, company=account.kind != "person", line_id=account.line_id,
            phones=(Way(account.phone, "work"),) if account.phone else (),
            emails=(Way(account.email, "work"),) if account.email else (),
            addresses=(Address(account.address, account.city, "work"),) if account.address else (),
            uid=f"urn:uuid:{account.pk}",
        )  # fmt: skip


def _csv(columns: list[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    yield _MARK.encode()
    yield _line([column.name for column in columns])
    for row in rows:
        yield _line([_text(column.get(row)) for column in columns])


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode()


def _text(value: Any) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _xlsx(path: Path, columns: list[Column], rows: Iterable[Any], scratch: str) -> None:
    """A workbook written in one pass. Texts are written as texts: nothing in it is a formula or a link."""
    options = {"constant_memory": True, "tmpdir": scratch, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}  # fmt: skip
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 24 if column.key in ("name", "address", "account") else 14)
            sheet.write_string(0, place, column.name, head)
        number = 0
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = column.get(row)
                if value is None or value == "":
                    continue
                if isinstance(value, Decimal):
                    sheet.write_number(number, place, float(value))
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                else:
                    sheet.write_string(number, place, harmless(str(value))[:32_767])
        sheet.autofilter(0, 0, max(number, 1), max(len(columns) - 1, 0))
