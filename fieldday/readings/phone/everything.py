"""All that lies on one person's phone, by kind."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fieldday.kit.policy import Scope
from fieldday.readings.phone.accounts import accounts_kept
from fieldday.readings.phone.days import closed_days, day_rows, days_of, reports_of
from fieldday.readings.phone.expenses import expense_rows
from fieldday.readings.phone.lists import area_rows, code_rows, product_rows
from fieldday.readings.phone.me import me_row
from fieldday.readings.phone.spelling import Row
from fieldday.readings.phone.visits import visit_rows, visits_kept
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.own_day import own_days

DAILY = ("me", "code", "day", "visit", "expense")
KINDS = (*DAILY, "account", "product", "area")


def daily_rows(person: Any, today: date) -> dict[str, list[Row]]:
    """Himself, his days with all that is in them, and the lists that they are told by, in a constant number of queries;
    of all but himself nothing where his role visits nobody."""
    rows: dict[str, list[Row]] = {kind: [] for kind in DAILY} | {"me": [me_row(person, today)]}
    return rows if _visits_nobody(person) else rows | _of_days(person, today) | {"code": code_rows()}


def seldom_rows(person: Any) -> dict[str, list[Row]]:
    """What is changed by nobody on the way."""
    return {} if _visits_nobody(person) else {"product": product_rows(), "area": area_rows(person)}


def account_marks(person: Any, rows: Mapping[str, list[Row]]) -> dict[UUID, str]:
    """The customers on a phone with these days and visits: one's own, and those that they name. Each with its mark,
    which is another one as soon as its own facts are changed, or what one did there these days. One query."""
    if _visits_nobody(person):
        return {}
    done: dict[str, list[Row]] = {}
    for visit in rows["visit"]:
        done.setdefault(visit["account"], []).append(visit)
    named = {*done, *(stop["account"] for day in rows["day"] for stop in day["stops"] if stop["account"])}
    marks = {pk: str(version) for pk, version in accounts_kept(person, {UUID(one) for one in named})}
    return marks | {pk: marks[pk] + json.dumps(those) for one, those in done.items() if (pk := UUID(one)) in marks}


def _visits_nobody(person: Any) -> bool:
    return POLICY.scope("visits.visit.arrived", person.role) is Scope.NOBODY


def _of_days(person: Any, today: date) -> dict[str, list[Row]]:
    days = days_of(person, today)
    found = own_days([(person.pk, day) for day in days])
    own = {day: found[person.pk, day] for day in days}
    visits = visits_kept(person, days)
    reports = reports_of(person, {*days, *(one.day for one in visits)})
    return {
        "day": day_rows(person, days, own, [one for one in visits if one.person_id == person.pk], reports),
        "visit": visit_rows(visits, person, closed_days(reports)),
        "expense": expense_rows(person, days),
    }
