"""What lies on a phone, by differences: the phone says what it has, the server answers what is otherwise."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fieldday.customers.actions.looking import note_look
from fieldday.kit import clock
from fieldday.kit.answers import answer
from fieldday.kit.doors import door
from fieldday.kit.reading import reading
from fieldday.readings.phone.accounts import account_rows
from fieldday.readings.phone.everything import DAILY, KINDS, account_marks, daily_rows, seldom_rows
from fieldday.sync.build import build
from fieldday.sync.parts import PARTS, Part, by_part, differing, mark_in, mark_of, part_of, parts

NUMBERS = {str(number) for number in range(PARTS)}


@door(reads="customers.account", asks=True, leaves="customers.account.looked_at")
def snapshot(request: HttpRequest) -> HttpResponse:
    """The parts that differ from those the phone names, whole; all of them for a phone that names none. One that asks
    for less than the `whole` is told of its days and of the customers that changed by themselves.

    A colleague's customer whom one's day names counts as looked at (docs/decisions/0014)."""
    person: Any = request.user
    asked = _asked(request)
    if asked is None:
        return answer("refused", reasons=[])
    at, today = clock.now(), clock.today()
    with reading():
        differ, others = _differing(person, today, asked)
    sent = {part.number for part in differ if part.kind == "account" and part.rows}
    for pk in others:
        if part_of(pk) in sent:
            note_look(person, pk, day=today, at=at)
    head = {"build": build(), "person": person.pk, "at": timezone.localtime(at).isoformat(timespec="seconds")}
    spelt = f'{json.dumps(head)[:-1]}, "parts": [{",".join(part.spelt for part in differ)}]}}'
    return HttpResponse(spelt, content_type="application/json", headers={"Cache-Control": "private, no-store"})


@dataclass(frozen=True)
class Asked:
    """What a phone asks: the digests it has by kind and part, and whether it wants to hear of everything. `bare`: it
    takes a part without rows for one whose rows stay."""

    had: dict[str, dict[str, str]]
    whole: bool = True
    bare: bool = False


def _differing(person: Any, today: date, asked: Asked) -> tuple[list[Part], list[UUID]]:
    """The parts to send, and those customers in them that are colleagues'."""
    rows = daily_rows(person, today)
    customers = by_part(account_marks(person, rows))
    marks, known = {number: mark_of(those) for number, those in customers.items()}, asked.had.get("account", {})
    read = [n for n in {**marks, **known} if asked.whole or mark_in(known.get(n, "")) != marks.get(n)]
    rows["account"] = account_rows(person, today, [pk for number in read for pk in customers.get(number, ())])
    had = asked.had
    if asked.whole:
        rows |= seldom_rows(person)
    else:
        had = {
            **{kind: had[kind] for kind in DAILY if kind in had},
            "account": {n: known[n] for n in read if n in known},
        }
    differ = list(differing(parts(rows, marks), had, bare=asked.bare))
    return differ, [UUID(row["id"]) for row in rows["account"] if not row["own"]]


def _asked(request: HttpRequest) -> Asked | None:
    """What the question names; what is no kind or no part is left out. None for what cannot be read."""
    if request.content_type != "application/json":
        return Asked({})
    try:
        said = json.loads(request.body)
        named = said.get("parts", {})
        had = {
            kind: {number: str(digest) for number, digest in named[kind].items() if number in NUMBERS}
            for kind in KINDS
            if kind in named
        }
        return Asked(had, whole=said.get("whole") is not False, bare="whole" in said)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None
