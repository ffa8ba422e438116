"""What an address book holds, as rows of the contacts' importer, in files that live no longer than the preview."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldday.customers.actions.contact_beside import day_text
from fieldday.customers.actions.contact_content import MOST_WAYS, WAYS
from fieldday.kit import files
from fieldday.kit.files import MEGABYTE
from fieldday.kit.imports.source import Row, Source, open_source
from fieldday.kit.refusals import Refused
from fieldday.rules.phones import is_service, tidy_phone
from fieldday.rules.text import clean
from fieldday.rules.vcards import Broken, Card, Way, read_cards
from fieldday.rules.verdict import Reason

FOLDER = "address-books"
PICTURES = "-pictures"
MOST_BYTES = 50 * 1024 * 1024
MOST_CARDS = 10_000
NUMBERS = frozenset({"phone", "mobile", "fax"})


@dataclass(frozen=True)
class Entry:
    """One contact of a book: `row` by the importer's fields. A broken one has none, but its text and why."""

    number: int
    row: dict[str, str] = field(default_factory=dict)
    picture: bytes = b""
    remarks: tuple[Reason, ...] = ()
    broken: str = ""

    @property
    def business(self) -> bool:
        """What looks like business: a company stands with it."""
        return bool(self.row.get("account"))

    @property
    def service(self) -> bool:
        """What is nobody's: a card of short service numbers alone, as phones bring them along."""
        more = [way["value"] for way in json.loads(self.row.get("more", "[]")) if way["kind"] in NUMBERS]
        numbers = [*filter(None, (self.row.get("mobile"), self.row.get("phone"))), *more]
        others = any(self.row.get(name) for name in ("email", "line_id", "address", "home_address", "title"))
        return bool(numbers) and not others and all(is_service(one) for one in numbers)


def entries_of_cards(content: bytes) -> Iterator[Entry]:
    """The contacts of a vCard file. Raises Refused when there are too many."""
    for one in read_cards(content):
        if one.number > MOST_CARDS:
            raise Refused("customers.address_book.too_many", field="file", most=MOST_CARDS)
        if isinstance(one, Broken):
            yield Entry(one.number, remarks=(one.reason,), broken=one.text or " ")
        else:
            yield Entry(one.number, row_of(one), one.picture.content if one.picture else b"", one.remarks)


def entries_of_table(path: Path, fields: Any, mapping: Mapping[str, str]) -> Iterator[Entry]:
    """The contacts of a CSV file or a workbook, as a mapping reads it. Raises Refused."""
    with open_source(path, fields, mapping) as source:
        for row in source.rows:
            if row.number > MOST_CARDS:
                raise Refused("customers.address_book.too_many", field="file", most=MOST_CARDS)
            cells = {name: cell for name, cell in row.cells.items() if cell}
            if cells:
                yield Entry(row.number, cells)


def row_of(card: Card) -> dict[str, str]:
    """A card as the importer's row: the first mobile, telephone and e-mail in their fields, the rest in `more`."""
    mobile, phone = _mobile(card), card.phone("work", "other", "home")
    phone = (
        phone if phone != mobile else next((w.value for w in card.phones if w.value != mobile and w.kind != "fax"), "")
    )
    emails = sorted(card.emails, key=lambda way: not way.preferred)
    email = emails[0].value if emails else ""
    work = next((one.text for kind in ("work", "other") for one in card.addresses if one.kind == kind), "")
    row = {
        "name": card.name,
        "account": card.name if card.company else card.org,
        "title": clean(f"{card.department} {card.title}"),
        "mobile": mobile,
        "phone": phone,
        "email": email,
        "line_id": card.line_id,
        "birthday": "、".join(day_text(day) for day in card.days if day.kind == "birthday"),
        "anniversary": "、".join(day_text(day) for day in card.days if day.kind == "wedding"),
        "address": work,
        "home_address": next((one.text for one in card.addresses if one.kind == "home"), ""),
        "note": card.note,
        "uid": card.uid,
        "more": json.dumps(_more(card, {mobile, phone, email}), ensure_ascii=False),
        "kind": "company" if card.company or card.org else "person",
    }
    return {name: text for name, text in row.items() if text and text != "[]"}


def _mobile(card: Card) -> str:
    """The mobile number; one that is plainly a Taiwanese mobile counts whatever the phone called it."""
    said = card.phone("mobile")
    if said:
        return said
    return next((way.value for way in card.phones if tidy_phone(way.value).national.startswith("09")), "")


def _more(card: Card, used: set[str]) -> list[dict[str, str]]:
    def way(kind: str, one: Way) -> dict[str, str]:
        return {"kind": kind, "label": one.label[:40] or one.kind.replace("other", ""), "value": one.value[:254]}

    found = [way("fax" if one.kind == "fax" else "phone", one) for one in card.phones if one.value not in used]
    found += [way("email", one) for one in card.emails if one.value not in used]
    found += [{"kind": "link", "label": "", "value": url[:254]} for url in card.urls if url.startswith("http")]
    return [one for one in found if one["kind"] in WAYS][:MOST_WAYS]


def open_cards(path: Path) -> Source | None:
    """The rows of a vCard file, pictures left out, broken cards as rows that cannot be kept; None for another file."""
    with path.open("rb") as file:
        if not is_cards(file.read(4096)):
            return None
    weigh(path.stat().st_size)
    entries = list(entries_of_cards(path.read_bytes()))
    rows = (Row(one.number, one.row, broken=one.remarks[0] if one.broken else None) for one in entries)
    return Source(rows, len(entries), ())


def is_cards(head: bytes) -> bool:
    """Whether a file that begins so holds vCards."""
    return b"BEGIN:VCARD" in head.replace(b"\0", b"").upper()


def keep_entries(entries: Iterable[Entry]) -> str:
    """Write a book's contacts to a file of its own, the pictures to one beside it; answers its path."""
    pictures: list[bytes] = []

    def lines() -> Iterator[bytes]:
        for one in entries:
            said = {"n": one.number, "row": one.row, "broken": one.broken, "picture": bool(one.picture),
                    "remarks": [[reason.code, dict(reason.params)] for reason in one.remarks]}  # fmt: skip
            if one.picture:
                content = base64.b64encode(one.picture).decode()
                pictures.append(json.dumps({"n": one.number, "picture": content}).encode() + b"\n")
            yield json.dumps(said, ensure_ascii=False).encode() + b"\n"

    kept = files.keep(lines(), FOLDER)
    if pictures:
        files.keep(pictures, FOLDER, kept.path.rpartition("/")[2] + PICTURES)
    return kept.path


def read_entries(path: str) -> list[Entry]:
    """A kept book's contacts, without their pictures (`picture` is a mark). Raises Refused when it is gone."""
    try:
        with files.path_of(path).open("rb") as lines:
            said = [json.loads(line) for line in lines]
    except (OSError, ValueError):
        raise Refused("customers.address_book.over") from None
    return [
        Entry(
            one["n"], one["row"], b"1" if one["picture"] else b"",
            tuple(Reason(code, params) for code, params in one["remarks"]), one["broken"],
        )
        for one in said
    ]  # fmt: skip


def pictures_of(path: str, numbers: set[int]) -> Iterator[tuple[int, bytes]]:
    """The pictures of some contacts of a kept book."""
    beside = files.path_of(path + PICTURES)
    if not beside.is_file():
        return
    with beside.open("rb") as lines:
        for line in lines:
            one = json.loads(line)
            if one["n"] in numbers:
                yield one["n"], base64.b64decode(one["picture"])


def forget_book(path: str) -> None:
    """Delete a book's files; nothing happens for one that is gone."""
    if path:
        files.forget(path)
        files.forget(path + PICTURES)


def weigh(size: int) -> None:
    """Raises Refused for a file that is too large."""
    if size > MOST_BYTES:
        most = MOST_BYTES // MEGABYTE
        raise Refused("customers.address_book.too_big", field="file", megabytes=-(-size // MEGABYTE), most=most)
