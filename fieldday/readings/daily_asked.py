"""What today's overview asks of people's days besides their sums: all of people found in sight."""

from datetime import date
from typing import Any

from django.db.models import Count

from fieldday.kit.prepared import prepared
from fieldday.visits.models import Attendance, Change, DailyReport, MarketNote, Visit

WHY = "the days of people whose papers were found in sight"


@prepared
def tapped(people: set[int], day: date) -> Any:
    rows = Attendance.objects.unscoped(WHY).filter(day=day, person_id__among=people)
    return rows.values_list("person_id", flat=True)


@prepared
def far(people: set[int], day: date) -> Any:
    rows = Visit.objects.unscoped(WHY).filter(day=day, where="out_of_range", person_id__among=people)
    return rows.order_by().values_list("person_id").annotate(Count("pk"))


@prepared
def handed_in(people: set[int], day: date) -> Any:
    rows = DailyReport.objects.unscoped(WHY).filter(day=day, person_id__among=people).exclude(sent_at=None)
    return rows.only("pk", "person_id", "sent_at", "happened_at")


@prepared
def changed(people: set[int], day: date) -> Any:
    rows = Change.objects.unscoped(WHY).filter(plan__day=day, plan__person_id__among=people).order_by()
    return rows.values_list("plan__person_id").annotate(Count("stop_id", distinct=True))


@prepared
def heard(people: set[int], day: date) -> Any:
    rows = MarketNote.objects.unscoped(WHY).filter(visit__day=day, visit__person_id__among=people)
    names = ("visit__person_id", "visit__person__name", "visit__account__name")
    return rows.filter(kind__counts_as="complaint").order_by("-pk").values_list("visit_id", *names, "text")
