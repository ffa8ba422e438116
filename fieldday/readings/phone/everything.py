"""All that lies on one person's phone, by kind."""

from datetime import date
from typing import Any

from django.db.models import Q

from fieldday.kit.policy import Scope
from fieldday.readings.phone.accounts import account_rows
from fieldday.readings.phone.days import day_rows, days_kept
from fieldday.readings.phone.expenses import expense_rows
from fieldday.readings.phone.lists import area_rows, code_rows, product_rows
from fieldday.readings.phone.me import me_row
from fieldday.readings.phone.spelling import Row
from fieldday.readings.phone.visits import closed_days, visit_row, visits_kept
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.own_day import own_days

KINDS = ("me", "account", "product", "code", "day", "visit", "expense", "area")


def phone_rows(person: Any, today: date) -> dict[str, list[Row]]:
    """What a phone holds of what `person` sees, in a constant number of queries; himself alone where his role visits
    nobody."""
    rows: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    rows["me"] = [me_row(person, today)]
    if POLICY.scope("visits.visit.arrived", person.role) is Scope.NOBODY:
        return rows
    days = days_kept(today)
    own = own_days([(person.pk, day) for day in days], Q(person=person, day__in=days))
    visits = visits_kept(person, days)
    closed = closed_days(person, {*days, *(one.day for one in visits)})
    of_days = {day: own[person.pk, day] for day in days}
    rows["day"] = day_rows(person, days, of_days, [one for one in visits if one.person_id == person.pk])
    rows["visit"] = [visit_row(one, person, closed) for one in visits]
    rows["expense"] = expense_rows(person, days)
    named = {one.account_id for one in visits}
    named |= {stop["account"] for day in rows["day"] for stop in day["stops"] if stop["account"]}
    rows["account"] = account_rows(person, today, named)
    rows["product"] = product_rows()
    rows["code"] = code_rows()
    rows["area"] = area_rows()
    return rows
