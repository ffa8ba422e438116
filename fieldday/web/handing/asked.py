"""What the address of a hand-over asks for. The preview and what is done read the same parameters."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict

from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.hand_over import MOST, RULES, Box, Choice
from fieldday.rules.parsing import as_number, as_uuid, parse_coordinate, parse_day
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
        box=box_of(params.get("box", "")),
        ids=tuple(pk for text in params.getlist("account")[:MOST] if (pk := as_uuid(text))),
        how=how if how in RULES else "one",
        to=tuple(dict.fromkeys(people)),
        by_area=by_area,
    )


def box_of(text: str) -> Box | None:
    """A part of the map, "west,south,east,north" in degrees; None for what is none."""
    try:
        west, south, east, north = (parse_coordinate(part, 180) for part in text.split(","))
    except (ValueError, Unreadable):
        return None
    return (west, south, east, north) if west <= east and south <= north else None


def kept_pairs(params: QueryDict) -> list[tuple[str, str]]:
    """The parameters that make the choice, for the form that does it."""
    pairs: Iterable[tuple[str, Any]] = ((name, text) for name in params for text in params.getlist(name))
    return [(name, text) for name, text in pairs if text and (name in NAMES or name.startswith(AREA))]


def day_of(text: str, otherwise: date) -> date:
    """The day a form names; `otherwise` for none, or for what is no day."""
    try:
        return parse_day(text) if text else otherwise
    except Unreadable:
        return otherwise
