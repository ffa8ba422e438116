"""What the address of a hand-over asks for. The preview and what is done read the same parameters."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.hand_over_choice import MOST, RULES, Choice
from fieldday.rules.lasso import NOWHERE, Ring, read_rings
from fieldday.rules.parsing import as_number, as_uuid, parse_day
from fieldday.rules.segment_fields import OWN
from fieldday.rules.verdict import Unreadable
from fieldday.web.office.common import identity

AREA = "area-"
NAMES = frozenset(
    (
        "q",
        "owner",
        "area",
        "segment",
        "group",
        "city",
        "kind",
        "status",
        "flag",
        "unvisited",
        "account",
        "how",
        "to",
        "box",
        "lasso",
        "without",
    )
)


def choice_of(params: QueryDict) -> Choice:
    """The choice that an address, or the form that does it, names."""
    how = params.get("how", "one")
    areas = {name: as_number(name.removeprefix(AREA)) for name in params if name.startswith(AREA)}
    by_area = {
        area: person
        for name, area in areas.items()
        if area is not None and (person := identity(params.get(name) or ""))
    }
    people = [person for text in params.getlist("to") if (person := identity(text))]
    return Choice(
        wanted=AccountFilter.of({name: params.get(name) or "" for name in params}),
        city=params.get("city", "")[:60],
        rings=rings_of(params.get("lasso", "")),
        ids=_identities(params, "account"),
        without=_identities(params, "without"),
        how=how if how in RULES else "one",
        to=tuple(dict.fromkeys(people)),
        by_area=by_area,
    )


def rings_of(text: str) -> tuple[Ring, ...]:
    """What was drawn on the map; what is no drawing surrounds nobody."""
    try:
        return read_rings(text)
    except ValueError:
        return (NOWHERE,)


def kept_pairs(params: QueryDict) -> list[tuple[str, str]]:
    """The parameters that make the choice, for the form that does it."""
    pairs: Iterable[tuple[str, Any]] = ((name, text) for name in params for text in params.getlist(name))
    return [(name, text) for name, text in pairs if text and (name in NAMES or name.startswith((AREA, OWN)))]


def day_of(text: str, otherwise: date) -> date:
    """The day a form names; `otherwise` for none, or for what is no day."""
    try:
        return parse_day(text) if text else otherwise
    except Unreadable:
        return otherwise


def _identities(params: QueryDict, name: str) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(pk for text in params.getlist(name)[:MOST] if (pk := as_uuid(text))))
