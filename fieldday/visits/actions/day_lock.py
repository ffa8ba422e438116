"""A day whose report lies with the superior, or is signed, takes no more facts."""

from datetime import date
from typing import Any

from fieldday.kit.refusals import require
from fieldday.rules import signoff
from fieldday.visits.models import DailyReport


def open_day(person: Any, day: date) -> None:
    """Lock the day's report, if any, and raise Refused unless it may still be edited."""
    reports = DailyReport.objects.unscoped("the lock of one's own day").select_for_update()
    report = reports.filter(person=person, day=day).first()
    if report:
        require(signoff.may_move(report.status, signoff.EDIT))
