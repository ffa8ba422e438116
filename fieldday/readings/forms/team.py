"""A team's day for the printer: the forms of everybody whose papers the reader sees, as many as one print holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fieldday.people.models import Line, Person
from fieldday.readings.forms.plan import PlanSheet, plan_sheets
from fieldday.readings.forms.report import ReportSheet, report_sheets
from fieldday.visits.models import DailyReport, Plan

MOST = 60
PLANS, REPORTS = "plans", "reports"


@dataclass(frozen=True)
class TeamDay:
    """How many forms of a kind there are for a day; `sheets` are all of them, or none when they are too many."""

    day: date
    kind: str
    count: int
    sheets: tuple[PlanSheet | ReportSheet, ...]

    @property
    def too_many(self) -> bool:
        return self.count > MOST


def team_day(reader: Any, day: date, *, kind: str, under: Person | None = None) -> TeamDay:
    """The forms of a day, by person: of everybody in sight, or of one branch; drafts and what nobody sent are left out.
    Constant queries."""
    rows: Any
    if kind == PLANS:
        rows = Plan.objects.visible_to(reader).filter(day=day).exclude(status="draft")
    else:
        rows = DailyReport.objects.visible_to(reader).filter(day=day).exclude(status="draft")
    if under:
        rows = rows.filter(person_id__in=Line.objects.filter(superior=under).values("person_id"))
    count = rows.count()
    if count > MOST:
        return TeamDay(day, kind, count, ())
    papers = list(rows.select_related("person").order_by("person__team_id", "person__name", "pk"))
    sheets = plan_sheets(papers) if kind == PLANS else report_sheets(papers)
    return TeamDay(day, kind, count, tuple(sheets))
