"""All that lies on one person's phone, by kind."""

from datetime import date
from typing import Any

from fieldday.kit.policy import Scope
from fieldday.readings.phone.accounts import account_rows
from fieldday.readings.phone.days import day_rows, days_of
from fieldday.readings.phone.expenses import expense_rows
from fieldday.readings.phone.lists import area_rows, code_rows, product_rows
from fieldday.readings.phone.me import me_row
from fieldday.readings.phone.spelling import Row
from fieldday.readings.phone.visits import closed_days, visit_row, visits_kept
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.own_day import own_days

KINDS = ("me", "account", "product", "code", "day", "visit", "expense", "area")


def phone_rows(person: Any, today: date) -> dict[str, list[Row]]:
    """What a phone holds of what `person` sees, in a constant number of queries; of all but himself nothing where his
    role visits nobody."""
    rows: dict[str, list[Row]] = {kind: [] for kind in KINDS} | {"me": [me_row(person, today)]}
    if POLICY.scope("visits.visit.arrived", person.role) is Scope.NOBODY:
        return rows
    of_days = _of_days(person, today)
    named = {one["account"] for one in of_days["visit"]}
    named |= {stop["account"] for day in of_days["day"] for stop in day["stops"] if stop["account"]}
    lists = {"product": product_rows(), "code": code_rows(), "area": area_rows(person)}
    return rows | lists | of_days | {"account": account_rows(person, today, named)}


def _of_days(person: Any, today: date) -> dict[str, list[Row]]:
    days = days_of(person, today)
    found = own_days([(person.pk, day) for day in days])
    own = {day: found[person.pk, day] for day in days}
    visits = visits_kept(person, days)
    closed = closed_days(person, {*days, *(one.day for one in visits)})
    return {
        "day": day_rows(person, days, own, [one for one in visits if one.person_id == person.pk]),
        "visit": [visit_row(one, person, closed) for one in visits],
        "expense": expense_rows(person, days),
    }
