"""One's own days on a phone, the past week to the next working day: plan, stops, attendance, report."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.kit.prepared import prepared
from fieldday.people.models import Company
from fieldday.people.questions.calendar import calendar_of
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.spelling import Row, clock, day_text, moment, number
from fieldday.rules import signoff
from fieldday.rules.attendance import fills_the_day, owed_on
from fieldday.visits.models import Companion, DailyReport, Plan, SignOff, Stop
from fieldday.visits.questions.day_read import ReadStop, put_stops, stop_values
from fieldday.visits.questions.deadlines import report_due
from fieldday.visits.questions.own_day import NOTHING_OWN, OwnDay

WHY = "of papers found in sight"
DAYS_BACK = 7


def days_kept(today: date) -> list[date]:
    """The days that lie on a phone: seven behind, today, tomorrow, and the next working day where that is another."""
    near = [today + timedelta(days=n) for n in range(-DAYS_BACK, 2)]
    following = calendar_of(the_company()).next(today)
    return near if following in near else [*near, following]


def days_of(person: Any, today: date) -> list[date]:
    """Those, and the days further ahead for which one has a plan. One query."""
    return sorted({*days_kept(today), *(day for (day,) in _ahead(person, person.pk, today))})


@prepared
def _ahead(person: Any, who: int, today: date) -> Any:
    return Plan.objects.visible_to(person).filter(person_id=who, day__gt=today).values_list("day")


Reports = Mapping[date, DailyReport]


def reports_of(person: Any, days: Collection[date]) -> Reports:
    """One's own reports of these days. One query."""
    return {row.day: row for row in _reports(person, person.pk, list(days))}


@prepared
def _reports(person: Any, who: int, days: list[date]) -> Any:
    return DailyReport.objects.visible_to(person).filter(person_id=who, day__among=days)


def closed_days(reports: Reports) -> set[date]:
    """The days whose report lies with the superior or is signed: nothing of them is written any more."""
    return {day for day, row in reports.items() if not signoff.may_move(row.status, signoff.EDIT).ok}


def day_rows(
    person: Any, days: Sequence[date], own: Mapping[date, OwnDay], visits: Iterable[Any], reports: Reports
) -> list[Row]:
    """One's own days; `own`, `visits` and `reports` are what is known of them besides. Seven queries for any number of
    days."""
    plans = {row.day: row for row in _plans(person, person.pk, days)}
    papers = [row.pk for row in plans.values()]
    acts = acts_of(plans.values(), [reports[day] for day in days if day in reports])
    gone: dict[UUID, UUID] = {one.stop_id: one.pk for one in visits if one.stop_id}
    gone |= dict(_joined(person, person.pk, papers))
    more = {pk: facts for pk, *facts in _more(person, papers)}
    stops: dict[UUID, list[Row]] = defaultdict(list)
    for stop in put_stops(_stops(person, papers)):
        stops[stop.plan_id].append(_stop(stop, gone.get(stop.pk), *more[stop.pk]))
    company = the_company()
    return [
        {
            "id": day_text(day),
            "plan": _plan(plans[day], acts) if day in plans else None,
            "stops": stops[plans[day].pk] if day in plans else [],
            **_own(own.get(day, NOTHING_OWN)),
            "report": report_row(day, reports.get(day), acts, own.get(day, NOTHING_OWN), company),
        }
        for day in days
    ]


@prepared
def _plans(person: Any, who: int, days: Sequence[date]) -> Any:
    return Plan.objects.visible_to(person).filter(person_id=who, day__among=days)


@prepared
def _joined(person: Any, who: int, plans: list[UUID]) -> Any:
    rows = Companion.objects.visible_to(person).filter(person_id=who, stop__plan_id__among=plans)
    return rows.values_list("stop_id", "visit_id")


@prepared
def _more(person: Any, plans: list[UUID]) -> Any:
    return Stop.objects.visible_to(person).filter(plan_id__among=plans).values_list("pk", "companion_id", "area_id")


@prepared
def _stops(person: Any, plans: list[UUID]) -> Any:
    return stop_values(Stop.objects.visible_to(person).filter(plan_id__among=plans))


Acts = Mapping[UUID, list[SignOff]]


def acts_of(plans: Iterable[Plan], reports: Iterable[DailyReport]) -> Acts:
    """What was done with these papers, by paper, oldest first. Two queries."""
    found: dict[UUID, list[SignOff]] = defaultdict(list)
    for row in _returned([one.pk for one in plans]):
        found[row.plan_id].append(row)
    for row in _said([one.pk for one in reports]):
        found[row.report_id].append(row)
    return found


@prepared
def _returned(plans: list[UUID]) -> Any:
    return _signoffs().filter(plan_id__among=plans, act="returned")


@prepared
def _said(reports: list[UUID]) -> Any:
    return _signoffs().filter(report_id__among=reports)


def _signoffs() -> QuerySet[SignOff]:
    return (
        SignOff.objects.unscoped(WHY)
        .select_related("by")
        .only("plan", "report", "act", "by__name", "comment", "at")
        .order_by("pk")
    )


def _last(rows: Iterable[SignOff], *acts: str) -> SignOff | None:
    return next((row for row in reversed(list(rows)) if row.act in acts), None)


def _plan(plan: Plan, acts: Acts) -> Row:
    returned = _last(acts.get(plan.pk, ()), "returned") if plan.status == "returned" else None
    return {
        "id": str(plan.pk),
        "status": plan.status,
        "version": plan.version,
        "comment": returned.comment if returned else "",
        "by": returned.by.name if returned else "",
        "note": plan.note,
    }


def _stop(stop: ReadStop, visit: UUID | None, companion: int | None, area: int | None) -> Row:
    missed = stop.deviation
    moved = next((one for one in stop.its_changes if one.kind == "moved"), None)
    cancelled = missed is not None and any(one.kind == "cancelled" for one in stop.its_changes)
    return {
        "id": str(stop.pk),
        "account": str(stop.account_id) if stop.account_id else None,
        "area": stop.area_name,
        "areaId": None if stop.account_id else area,
        "name": stop.name,
        "startsAt": clock(stop.starts_at),
        "purposes": [code.code for code in stop.its_purposes],
        "expectedOrder": number(stop.expected_order),
        "expectedCollection": number(stop.expected_collection),
        "objective": stop.objective,
        "changed": "cancelled" if cancelled else "added" if stop.added else "moved" if moved else "",
        "plannedAt": clock(moved.before) if moved else "",
        "visit": str(visit) if visit else None,
        "companion": companion,
        "reason": missed.reason.code if missed else "",
        "reasonNote": missed.note if missed else "",
    }


def _own(own: OwnDay) -> Row:
    away = next((one for one in own.absences if fills_the_day([(one.part, one.counts_as)])), None)
    away = away or (own.absences[0] if own.absences else None)
    return {
        "startedAt": moment(own.started_at),
        "endedAt": moment(own.ended_at),
        "byArrival": own.by_arrival,
        "absence": away.kind if away else "",
        "absencePart": away.part if away else "",
    }


def report_row(day: date, report: DailyReport | None, acts: Acts, own: OwnDay, company: Company) -> Row:
    """One's own report of a day as it stands: what was sent back, the 批示, the answers."""
    later = owed_on(day, [one.away for one in own.absences]).later
    status = report.status if report else "none"
    said = acts.get(report.pk, []) if report else []
    signed = _last(said, "signed") if status == "signed" else None
    returned = _last(said, "returned", "reopened") if status == "returned" else None
    answers = [row for row in said if row.act == "answered"]
    return {
        "id": str(report.pk) if report else None,
        "status": status,
        "version": report.version if report else 0,
        "reflections": report.reflections if report else "",
        "due": moment(report_due(day, company, later)),
        "judgement": signed.comment if signed else "",
        "judgedBy": signed.by.name if signed else "",
        "judgedAt": moment(signed.at) if signed else "",
        "answers": [{"by": row.by.name, "at": moment(row.at), "text": row.comment} for row in answers],
        "returned": {"by": returned.by.name, "text": returned.comment} if returned else None,
    }
