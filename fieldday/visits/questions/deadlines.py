"""When a plan and a report are due here, and by how much one came late."""

from datetime import date, datetime

from django.utils import timezone

from fieldday.people.models import Company
from fieldday.people.questions.calendar import calendar_of
from fieldday.rules import punctuality
from fieldday.rules.punctuality import DeadlineRule


def plan_due(day: date, company: Company, later: int = 0) -> datetime:
    """When the plan for `day` is due by the company's rule, `later` by so many working days, as on a trip."""
    rule = DeadlineRule(company.plan_rule, company.plan_deadline)
    return punctuality.plan_deadline(
        day, rule=rule, working=calendar_of(company).works, zone=timezone.get_default_timezone(), later=later
    )


def report_due(day: date, company: Company, later: int = 0) -> datetime:
    """When the report of `day` is due, `later` by so many working days, as on a trip."""
    rule = DeadlineRule(punctuality.SAME_DAY, company.report_deadline)
    return punctuality.report_deadline(
        day, rule=rule, working=calendar_of(company).works, zone=timezone.get_default_timezone(), later=later
    )


def late_minutes(sent_at: datetime | None, due: datetime, at: datetime | None = None) -> int:
    """Whole minutes behind the deadline, 0 in time; one that was not sent is judged as it stands `at`."""
    return punctuality.judge(sent_at, due, at).late_minutes
