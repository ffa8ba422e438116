"""A day whose report lies with the superior, or is signed, takes no more facts."""

from datetime import date
from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.kit.refusals import require
from fieldday.people.models import Person
from fieldday.rules import signoff
from fieldday.visits.models import DailyReport


def lock_days(person: Any) -> None:
    """One act at a time on a person's days: a report that is not written yet has no row to lock."""
    _lock(person.pk)


def open_day(person: Any, day: date) -> None:
    """Lock the person's days and the day's report, if any; raise Refused unless it may still be edited."""
    lock_days(person)
    for status in _report_locked(person.pk, day):
        require(signoff.may_move(status, signoff.EDIT))


@prepared
def _lock(person: int) -> Any:
    people = Person.objects.unscoped("the lock of one's own days").select_for_update(of=("self",), no_key=True)
    return people.only("pk").filter(pk=person)


@prepared
def _report_locked(person: int, day: date) -> Any:
    """Its status, where there is one."""
    reports = DailyReport.objects.unscoped("the lock of one's own day").select_for_update()
    return reports.filter(person_id=person, day=day).values_list("status", flat=True)
