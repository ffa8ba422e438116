"""What a file says of a contact that is kept in rows beside it: days that return, further addresses."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fieldday.customers.models import Anniversary, Contact, Place
from fieldday.kit.bulk import insert
from fieldday.kit.imports.drafts import Draft
from fieldday.rules.days_said import read_said
from fieldday.rules.parsing import parse_day
from fieldday.rules.text import clean
from fieldday.rules.vcards import Day
from fieldday.rules.vcards.days import read_day
from fieldday.rules.verdict import Unreadable

DAYS = {"birthday": "birthday", "anniversary": "wedding"}
PLACES = {"address": "work", "home_address": "home"}
WHY = "of contacts that a file brings"
_LUNAR = ("農曆", "农历", "陰曆", "阴历", "舊曆", "lunar")
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_SOLAR = ("國曆", "国历", "公历", "公曆", "陽曆", "阳历", "新曆", "solar")

Said = dict[str, str]


def days_cell(cell: str) -> str:
    """A cell of days as it is kept in the row: "1975-03-02", "--04-12", "農曆 08-15", several with 、 between. As
    people say them too: 農曆閏六月十五, 民國64年3月2日, 3月2日.

    Raises Unreadable.
    """
    return "、".join(day_text(_day(one)) for one in cell.split("、") if clean(one))


def day_text(day: Day | Anniversary) -> str:
    """A day as a cell holds it."""
    year = f"{day.year:04}-" if day.year else "" if day.lunar else "--"
    return ("農曆 " if day.lunar else "") + f"{year}{day.month:02}{'L' if day.leap else ''}-{day.day:02}"


def _day(text: str) -> Day:
    said = clean(text)
    lunar = said.startswith(_LUNAR)
    for word in (*_LUNAR, *_SOLAR):
        said = said.removeprefix(word)
    named, said = said != clean(text), said.strip(" :：")
    if named and (short := _SHORT.fullmatch(said)):
        said = f"--{int(short[1]):02}-{int(short[2]):02}"
    if words := read_said(said):
        lunar = lunar or words.lunar
        year = f"{words.year:04}-" if words.year else "--"
        said = f"{year}{words.month:02}{'L' if words.leap else ''}-{words.day:02}"
    day = read_day(f"--{said}" if lunar and len(said) < 7 and not said.startswith("--") else said, lunar=lunar)
    if day is None and not lunar:
        day = _by_year(said)
    if day is None:
        raise Unreadable("customers.contact.not_a_day", text=clean(text)[:40])
    return day


def _by_year(said: str) -> Day | None:
    """A day of a year of the Republic: 64/3/2, 0640302."""
    try:
        found = parse_day(said)
    except Unreadable:
        return None
    return Day(found.month, found.day, found.year)


class Beside:
    """The rows beside the contacts of one transaction: read, compared, written."""

    def __init__(self, *, at: datetime) -> None:
        self._at = at
        self._present: dict[Any, Said] = {}
        self._said: dict[int, Said] = {}

    def read(self, contacts: list[Contact]) -> None:
        """What stands beside the contacts now. Two queries."""
        self._said = {}
        self._present = {contact.pk: {} for contact in contacts}
        fields = {kind: field for field, kind in DAYS.items()}
        days = Anniversary.objects.unscoped(WHY).filter(contact__in=contacts, kind__in=fields)
        for row in days.order_by("lunar", "month", "day"):
            said = self._present[row.contact_id]
            field = fields[row.kind]
            said[field] = "、".join(filter(None, (said.get(field), day_text(row))))
        fields = {kind: field for field, kind in PLACES.items()}
        places = Place.objects.unscoped(WHY).filter(contact__in=contacts, kind__in=fields)
        for place in places.order_by("pk"):
            self._present[place.contact_id].setdefault(fields[place.kind], place.address)

    def lacking(self, contact: Contact, said: Said) -> Said:
        """What is said and does not stand there yet."""
        present = self._present.get(contact.pk, {})
        return {name: text for name, text in said.items() if not present.get(name)}

    def say(self, draft: Draft, said: Said) -> None:
        """Keep what a row says for when it is written."""
        self._said[draft.number] = said

    def forget(self, draft: Draft, name: str) -> None:
        """Drop what the row says under this name: the customer itself has it already."""
        self._said.get(draft.number, {}).pop(name, None)

    def changes(self, draft: Draft) -> dict[str, Any]:
        """What differs: {field: [old, new]}. A day is added to those that stand, an address takes the place of one."""
        present = self._present.get(draft.row.pk, {})
        found = {}
        for name, text in self._said.get(draft.number, {}).items():
            old = present.get(name, "")
            new = _joined(old, text) if name in DAYS else text
            if new != old:
                found[name] = [old, new]
        return found

    def write(self, drafts: Iterable[Draft]) -> None:
        """Store what differs."""
        days: list[Anniversary] = []
        places: list[Place] = []
        for draft in drafts:
            contact = draft.row
            about = {"account_id": contact.account_id, "contact_id": contact.pk}
            for name, kind in DAYS.items():
                old, new = draft.changes.get(name, ("", ""))
                for one in _parts(new):
                    if one not in _parts(old):
                        days.append(Anniversary(**about, kind=kind, **_columns(one)))
            for name, kind in PLACES.items():
                old, new = draft.changes.get(name, ("", ""))
                if old:
                    rows = Place.objects.unscoped(WHY).filter(contact_id=contact.pk, kind=kind, address=old)
                    rows.update(address=new)
                elif new:
                    places.append(Place(**about, kind=kind, address=new))
        insert(days)
        insert(places)


def put_back(contact: Contact, name: str, old: str, new: str) -> bool:
    """Let what stands beside a contact be as it was before an import; False when it changed since."""
    if name in PLACES:
        rows = Place.objects.unscoped(WHY).filter(contact=contact, kind=PLACES[name], address=new)
        if not rows.exists():
            return False
        if old:
            rows.update(address=old)
        else:
            rows.delete()
        return True
    for one in _parts(new):
        if one not in _parts(old):
            days = Anniversary.objects.unscoped(WHY).filter(contact=contact, kind=DAYS[name], **_columns(one))
            if not days.exists():
                return False
            days.delete()
    return True


def _columns(text: str) -> dict[str, Any]:
    day = _day(text)
    return {"year": day.year, "month": day.month, "day": day.day, "lunar": day.lunar, "leap": day.leap}


def _parts(text: str) -> list[str]:
    return [one for one in text.split("、") if one]


def _joined(old: str, new: str) -> str:
    return "、".join(dict.fromkeys([*_parts(old), *_parts(new)]))
