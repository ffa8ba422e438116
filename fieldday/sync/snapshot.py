"""What lies on a phone, by differences: the phone says what it has, the server answers what is otherwise."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fieldday.customers.actions.looking import note_look
from fieldday.kit import clock
from fieldday.kit.answers import answer
from fieldday.kit.doors import door
from fieldday.kit.reading import reading
from fieldday.readings.phone.everything import KINDS, phone_rows
from fieldday.sync.build import build
from fieldday.sync.parts import PARTS, differing, part_of, parts

NUMBERS = {str(number) for number in range(PARTS)}


@door(reads="customers.account", asks=True, leaves="customers.account.looked_at")
def snapshot(request: HttpRequest) -> HttpResponse:
    """The parts that differ from those the phone names, whole; all of them for a phone that names none.

    A colleague's customer whom one's day names counts as looked at (docs/decisions/0014)."""
    person: Any = request.user
    had = _had(request)
    if had is None:
        return answer("refused", reasons=[])
    at, today = clock.now(), clock.today()
    with reading():
        rows = phone_rows(person, today)
        differ = list(differing(parts(rows), had))
    sent = {part.number for part in differ if part.kind == "account"}
    for row in rows.get("account", ()):
        if not row["own"] and part_of(row["id"]) in sent:
            note_look(person, UUID(row["id"]), day=today, at=at)
    head = {"build": build(), "person": person.pk, "at": timezone.localtime(at).isoformat(timespec="seconds")}
    spelt = f'{json.dumps(head)[:-1]}, "parts": [{",".join(part.spelt for part in differ)}]}}'
    return HttpResponse(spelt, content_type="application/json", headers={"Cache-Control": "private, no-store"})


def _had(request: HttpRequest) -> dict[str, dict[str, str]] | None:
    """The digests that the question names, by kind and part; what is no kind or no part is left out. None for what
    cannot be read."""
    if request.content_type != "application/json":
        return {}
    try:
        named = json.loads(request.body).get("parts", {})
        return {
            kind: {number: str(digest) for number, digest in named[kind].items() if number in NUMBERS}
            for kind in KINDS
            if kind in named
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None
