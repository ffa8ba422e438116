"""What on a plan or a report its superior looks at first, and why. Nothing here refuses anything.

Each reason has a weight: 3 asks for an answer, 2 for a question, 1 is good to know. Papers are read in the order of
their weight, so that an ordinary day can be approved at a glance.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from fieldday.rules.money import share
from fieldday.rules.verdict import Reason

ANSWER, QUESTION, KNOW = 3, 2, 1

WEIGHTS: dict[str, int] = {
    "visits.look.left": ANSWER,
    "visits.look.day_over": QUESTION,
    "visits.look.late": QUESTION,
    "visits.look.sent_again": QUESTION,
    "visits.look.not_his": ANSWER,
    "visits.look.big_money": ANSWER,
    "visits.look.without_plan": QUESTION,
    "visits.look.no_visit": ANSWER,
    "visits.look.nothing_effective": ANSWER,
    "visits.look.complaint": ANSWER,
    "visits.look.unexplained": ANSWER,
    "visits.look.nothing_brought": QUESTION,
    "visits.look.far_below": QUESTION,
    "visits.look.missed": QUESTION,
    "visits.look.unproven": QUESTION,
    "visits.look.without_purpose": QUESTION,
    "visits.look.out_of_range": QUESTION,
    "visits.look.changed": QUESTION,
    "visits.look.big_orders": QUESTION,
    "visits.look.big_collections": QUESTION,
    "visits.look.first_big_order": QUESTION,
    "visits.look.accepted": QUESTION,
    "visits.look.first_visit": KNOW,
    "visits.look.shut": KNOW,
    "visits.look.unplanned": KNOW,
}
CODES: tuple[str, ...] = tuple(WEIGHTS)

TIMES_THE_USUAL = 2  # expected money counts as big from twice the person's own usual
PLANS_TO_KNOW = 5  # fewer earlier plans say nothing of what is usual
DAYS_TO_KNOW = 5  # fewer earlier days with visits say nothing of what a day usually brings
HALF = 50  # per cent of what was expected; less is far below


@dataclasses.dataclass(frozen=True)
class Look:
    """Why to look, the gravest reason first; ``weight`` is the sum of the reasons' weights, 0 for an ordinary paper."""

    reasons: tuple[Reason, ...] = ()
    weight: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A plan that waits. ``not_his``: customers of it that belong to somebody else. Amounts: orders and collections
    expected together, and the mean of that over his ``plans_before`` approved plans of the last weeks."""

    late_minutes: int = 0
    day_over: bool = False
    returned_before: bool = False
    not_his: tuple[str, ...] = ()
    expected: Decimal = Decimal(0)
    usual: Decimal = Decimal(0)
    plans_before: int = 0
    after_leaving: bool = False  # the day lies behind its author's last one


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """A report that waits, in the counts of its day. ``visits`` and ``effective`` are without 撲空, as in
    ``rules.kpi``; to ``missed`` stops nobody went, ``unexplained`` of them say no reason; ``unproven`` stops, of what
    was found ``shut``, count as little as carried out.

    ``changed`` names the stops that deviate from the approved plan, with why; ``accepted`` counts the warnings that
    were sent with all the same; ``first_visits`` names customers nobody had visited before. ``usual_ordered`` and
    ``usual_collected`` are the means of his ``days_before`` days with visits of the last weeks; ``first_order`` is the
    largest first order of a customer, as (name, amount).
    """

    late_minutes: int = 0
    returned_before: bool = False
    planned: bool = True
    visits: int = 0
    effective: int = 0
    shut: int = 0
    unproven: int = 0
    missed: int = 0
    unexplained: int = 0
    unplanned: int = 0
    without_purpose: int = 0
    out_of_range: int = 0
    complaints: int = 0
    expected: Decimal = Decimal(0)
    brought: Decimal = Decimal(0)
    changed: tuple[str, ...] = ()
    accepted: int = 0
    first_visits: tuple[str, ...] = ()
    ordered: Decimal = Decimal(0)
    collected: Decimal = Decimal(0)
    usual_ordered: Decimal = Decimal(0)
    usual_collected: Decimal = Decimal(0)
    days_before: int = 0
    first_order: tuple[str, Decimal] | None = None


def look_at_plan(plan: PlanFacts) -> Look:
    """What asks for a second look before the plan is approved."""
    return _look(_of_plan(plan))


def look_at_report(report: ReportFacts) -> Look:
    """What asks for a second look before the report is signed."""
    return _look(_of_report(report))


def _of_plan(plan: PlanFacts) -> Iterator[Reason]:
    if plan.after_leaving:
        yield Reason("visits.look.left")
    if plan.not_his:
        yield Reason("visits.look.not_his", {"count": len(plan.not_his), "names": plan.not_his})
    if plan.plans_before >= PLANS_TO_KNOW and plan.usual > 0 and plan.expected >= TIMES_THE_USUAL * plan.usual:
        yield Reason("visits.look.big_money", {"expected": plan.expected, "usual": plan.usual})
    if plan.day_over:
        yield Reason("visits.look.day_over")
    yield from _of_sending(plan.late_minutes, plan.returned_before)


def _of_report(report: ReportFacts) -> Iterator[Reason]:
    if not report.visits and not report.shut:
        yield Reason("visits.look.no_visit")
    elif report.visits and not report.effective:
        yield Reason("visits.look.nothing_effective", {"count": report.visits})
    if report.complaints:
        yield Reason("visits.look.complaint", {"count": report.complaints})
    if report.unexplained:
        yield Reason("visits.look.unexplained", {"count": report.unexplained})
    if explained := report.missed - report.unexplained:
        yield Reason("visits.look.missed", {"count": explained})
    if report.unproven:
        yield Reason("visits.look.unproven", {"count": report.unproven})
    reached = share(report.brought, report.expected)
    if report.expected > 0 and not report.brought:
        yield Reason("visits.look.nothing_brought", {"expected": report.expected})
    elif reached is not None and reached < HALF:
        yield Reason("visits.look.far_below", {"per_cent": f"{reached:.0f}", "expected": report.expected})
    if report.changed:
        yield Reason("visits.look.changed", {"count": len(report.changed), "names": report.changed})
    yield from _of_money(report)
    if report.accepted:
        yield Reason("visits.look.accepted", {"count": report.accepted})
    if not report.planned:
        yield Reason("visits.look.without_plan")
    if report.out_of_range:
        yield Reason("visits.look.out_of_range", {"count": report.out_of_range})
    if report.without_purpose:
        yield Reason("visits.look.without_purpose", {"count": report.without_purpose})
    if report.first_visits:
        yield Reason("visits.look.first_visit", {"names": report.first_visits})
    if proven := report.shut - report.unproven:
        yield Reason("visits.look.shut", {"count": proven})
    if report.planned and report.unplanned:
        yield Reason("visits.look.unplanned", {"count": report.unplanned})
    yield from _of_sending(report.late_minutes, report.returned_before)


def _of_money(report: ReportFacts) -> Iterator[Reason]:
    """A day that brought at least twice what his days usually bring; a customer's first order as large as a day."""
    if report.days_before < DAYS_TO_KNOW:
        return
    if 0 < TIMES_THE_USUAL * report.usual_ordered <= report.ordered:
        yield Reason("visits.look.big_orders", {"brought": report.ordered, "usual": report.usual_ordered})
    if 0 < TIMES_THE_USUAL * report.usual_collected <= report.collected:
        yield Reason("visits.look.big_collections", {"brought": report.collected, "usual": report.usual_collected})
    if report.first_order and 0 < report.usual_ordered <= report.first_order[1]:
        name, amount = report.first_order
        yield Reason("visits.look.first_big_order", {"name": name, "amount": amount})


def _of_sending(late_minutes: int, returned_before: bool) -> Iterator[Reason]:
    if late_minutes:
        yield Reason("visits.look.late", {"minutes": late_minutes})
    if returned_before:
        yield Reason("visits.look.sent_again")


def _look(reasons: Iterator[Reason]) -> Look:
    found = sorted(reasons, key=lambda reason: -WEIGHTS[reason.code])
    return Look(tuple(found), sum(WEIGHTS[reason.code] for reason in found))
