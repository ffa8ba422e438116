"""附註: what changed of a signed day afterwards (an order cancelled by the ERP, a payment corrected), beside the frozen
figures, which never change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.questions.merges import are_one
from fieldday.people.models import Person
from fieldday.rules.chain import Difference, differences
from fieldday.rules.digest import plain
from fieldday.trade.models import OrderLine
from fieldday.trail.models import Event
from fieldday.visits.models import DailyReport, Result, SignOff
from fieldday.visits.questions.days import days_of

WHY = "the days of reports that were found in sight"
# Names, which their own rooms keep, what follows from other fields by a rule, and what the month brought elsewhere.
UNHEEDED = frozenset(
    {
        *("account", "name", "area", "where", "distance_m", "effective", "why_not", "outcomes", "actuals"),
        *("person", "companions", "met", "nth", "heard", "limit", "counts_as"),
        *("plan_status", "month_ordered", "month_collected", "order_target", "collection_target"),
    }
)
OF_THE_DAY = ("visits.visit", "visits.stop", "visits.expense", "visits.companion", "visits.photo", "visits.absence")
TRADE = ("trade.order", "trade.payment")
# Which nouns' events explain a field; any other is explained by the row of the day itself.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "ordered": ("trade.order", "trade.orderline"),
    "lines": ("trade.order", "trade.orderline"),
    "collected": ("trade.payment",),
    "account_id": ("customers.account",),
}


@dataclass(frozen=True)
class Addendum:
    """One signed fact that reads otherwise now. `at`, `by` and `verb` tell by which act, where the trail knows."""

    name: str  # the customer or the place; "" for the day itself
    list: str  # visits, stops …; "" for the day itself
    field: str  # "" when the whole row came or went
    before: Any
    now: Any
    at: datetime | None = None
    by: str = ""
    verb: str = ""


def addenda_of(report: DailyReport) -> tuple[Addendum, ...]:
    """What changed of a signed report since; nothing of one that is not signed. Constant queries."""
    return addenda_of_many([report]).get(report.pk, ())


def addenda_by_id(report_id: UUID) -> tuple[Addendum, ...]:
    """The addenda of a report that was found in sight. Constant queries."""
    report = DailyReport.objects.unscoped(WHY).filter(pk=report_id, status="signed").first()
    return addenda_of(report) if report else ()


def addenda_of_many(reports: Sequence[DailyReport]) -> dict[UUID, tuple[Addendum, ...]]:
    """The addenda of each report that was found in sight and has any. Constant queries for any number."""
    changed = _changed(reports)
    if not changed:
        return {}
    events, signed = _Events(changed), _signed_at(changed)
    told = {
        report.pk: [(one, events.of(report, one, signed.get(report.pk))) for one in found] for report, found in changed
    }
    who = {event.by_id for pairs in told.values() for _one, event in pairs if event and event.by_id}
    names = dict(Person.objects.unscoped("who changed a fact").filter(pk__in=who).values_list("pk", "name"))
    return {
        report.pk: tuple(_addendum(report, one, event, names) for one, event in told[report.pk])
        for report, _found in changed
    }


def untraced(reports: Sequence[DailyReport]) -> set[UUID]:
    """The signed reports of which a fact reads otherwise without anything on the trail since that could tell why."""
    changed = _changed(reports)
    if not changed:
        return set()
    events, signed = _Events(changed), _signed_at(changed)
    return {
        report.pk
        for report, found in changed
        if any(len(one.where) > 1 and events.of(report, one, signed.get(report.pk)) is None for one in found)
    }


def _changed(reports: Sequence[DailyReport]) -> list[tuple[DailyReport, tuple[Difference, ...]]]:
    frozen = [report for report in reports if _frozen(report)]
    now = days_of([(report.person_id, report.day) for report in frozen])
    pairs = [
        (
            report,
            differences(_frozen(report), plain(now[report.person_id, report.day]), unheeded=UNHEEDED),
        )
        for report in frozen
    ]
    merged = are_one(
        (one.where[1], one.before, one.now)
        for _report, found in pairs
        for one in found
        if one.field == "account_id" and len(one.where) > 1
    )
    kept = [
        (report, tuple(one for one in found if not (one.field == "account_id" and one.where[1] in merged)))
        for report, found in pairs
    ]
    return [(report, found) for report, found in kept if found]


def _signed_at(changed: Sequence[tuple[DailyReport, Any]]) -> dict[UUID, datetime]:
    rows = SignOff.objects.unscoped(WHY).filter(report__in=[r.pk for r, _found in changed], act="signed")
    return dict(rows.order_by("pk").values_list("report_id", "at"))  # type: ignore[arg-type]  # of reports


class _Events:
    """The events that may tell why, in three questions for any number of reports."""

    def __init__(self, changed: Sequence[tuple[DailyReport, tuple[Difference, ...]]]) -> None:
        accounts = {pk for report, found in changed for one in found for pk in _accounts(report, one)}
        ids = {one.where[1] for _report, found in changed for one in found if len(one.where) > 1}
        self._brought = _brought_by(ids)
        self._lines = _lines_of({pk for brought in self._brought.values() for pk in brought})
        of_accounts = Q(account_id__in=accounts, noun__in=TRADE) | Q(noun="customers.account", noun_id__in=accounts)
        of_rows = Q(noun__in=OF_THE_DAY, noun_id__in=ids)
        of_lines = Q(noun="trade.orderline", noun_id__in=self._lines)
        self._rows = list(Event.objects.filter(of_accounts | of_rows | of_lines).order_by("-at", "-pk"))

    def of(self, report: DailyReport, one: Difference, since: datetime | None) -> Event | None:
        """The latest event after the signature that may have changed this."""
        nouns = NOUNS.get(one.field, OF_THE_DAY)
        late = (event for event in self._rows if since is not None and event.at > since and event.noun in nouns)
        return next((event for event in late if self._concerns(event, report, one)), None)

    def _concerns(self, event: Event, report: DailyReport, one: Difference) -> bool:
        pk = one.where[1] if len(one.where) > 1 else ""
        accounts, brought = _accounts(report, one), self._brought.get(pk, set())
        if event.noun in OF_THE_DAY:
            return event.noun_id == pk
        if event.noun == "customers.account":
            return event.noun_id in accounts
        if event.noun == "trade.orderline":
            return self._lines.get(event.noun_id) in brought
        # A row that is gone is found by its customer and day, one that was moved to another day by its own id.
        return event.noun_id in brought or (str(event.account_id) in accounts and event.day == report.day)


def _accounts(report: DailyReport, one: Difference) -> set[str]:
    """The customers that a difference is about, as the frozen copy and the present name them."""
    row = _row(report, one) or (one.now if isinstance(one.now, Mapping) else {})
    named = {row.get("account_id")}
    if one.field == "account_id":
        named |= {one.before, one.now}
    return {str(pk) for pk in named if pk}


def _row(report: DailyReport, one: Difference) -> Mapping[str, Any] | None:
    if len(one.where) < 2:
        return None
    rows = _frozen(report).get(one.where[0], ())
    return next((row for row in rows if str(row["id"]) == one.where[1]), None)


def _frozen(report: DailyReport) -> Mapping[str, Any]:
    """The facts as they were signed; nothing of a report that is open."""
    facts: Mapping[str, Any] = (report.frozen or {}).get("facts") or {}
    return facts


def _brought_by(visits: Collection[str]) -> dict[str, set[str]]:
    """The orders and payments that visits brought, as they stand now, by visit."""
    found: dict[str, set[str]] = {}
    rows = Result.objects.unscoped(WHY).filter(visit__in=visits)
    for visit, order, payment in rows.values_list("visit_id", "order_id", "payment_id"):
        found.setdefault(str(visit), set()).update(str(pk) for pk in (order, payment) if pk)
    return found


def _lines_of(orders: Collection[str]) -> dict[str, str]:
    """The lines of these orders (payments among the ids have none): their orders, by line."""
    rows = OrderLine.objects.unscoped(WHY).filter(order__in=orders)
    return {str(pk): str(order) for pk, order in rows.values_list("pk", "order_id")}


def _addendum(report: DailyReport, one: Difference, event: Event | None, names: Mapping[int, str]) -> Addendum:
    row = _row(report, one) or (one.now if isinstance(one.now, Mapping) else {})
    return Addendum(
        name=row.get("account") or row.get("name") or "",
        list=one.where[0] if len(one.where) > 1 else "",
        field=one.field,
        before=one.before,
        now=one.now,
        at=event.at if event else None,
        by=names.get(event.by_id, "") if event and event.by_id else "",
        verb=event.verb if event else "",
    )
