"""What counts: visits, effective visits, and the rates made of them. One definition each, with a version.

Definitions: the table of terms in GLOSSARY.md. A visit 拜訪 is a call in person on someone who was there; 撲空
(went and found it shut) and contacts by phone or LINE 電訪 are counted apart. A joint visit 陪訪 is credited to
both and counted once: facts with the same ``key`` are one visit. A signed figure keeps the version it was made by.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal

from fieldday.rules.money import share
from fieldday.rules.verdict import Reason

VERSION = "kpi-2"  # 2: what was found shut executes its stop only with proof of having been there

VISIT, PHONE, LINE = "visit", "phone", "line"
ASKS_THE_MARKET = frozenset({"market_research", "market_info"})  # the purpose's code, or the rule's word for it

OUTCOMES: frozenset[str] = frozenset(
    {
        *("order", "collection", "complaint", "quotation", "sample", "placement", "opportunity", "next_step"),
        *("market_info", "talk", "none"),
    }
)
CHECKABLE: frozenset[str] = OUTCOMES - {"market_info", "talk", "none"}

CODES: tuple[str, ...] = (
    "visits.effective.not_in_person",
    "visits.effective.found_shut",
    "visits.effective.not_in_charge",
    "visits.effective.next_step_without_date",
    "visits.effective.market_info_unasked",
    "visits.effective.without_outcome",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class VisitFacts:
    """One contact with a customer, as it was recorded.

    ``kind`` is "visit", "phone" or "line"; ``shut`` is 撲空. ``ordered`` and ``collected`` are amounts in the
    company's currency, cancelled orders left out. ``by`` is who did it, ``joint_with`` who came along; ``key``
    names the visit, so that two people's facts of one joint visit count once (None: always counted).
    """

    planned: bool = False
    shut: bool = False
    met_in_charge: bool = False
    purposes: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    next_step_on: datetime.date | None = None
    ordered: Decimal = Decimal(0)
    collected: Decimal = Decimal(0)
    kind: str = VISIT
    by: Hashable = None
    joint_with: frozenset[Hashable] = frozenset()
    key: Hashable = None
    customer: Hashable = None

    @property
    def is_visit(self) -> bool:
        """Whether this counts as a visit: in person, and not found shut."""
        return self.kind == VISIT and not self.shut

    @property
    def has_order(self) -> bool:
        """Whether an order came of it: one was recorded, or the outcome says so."""
        return self.ordered > 0 or "order" in self.outcomes


@dataclasses.dataclass(frozen=True, kw_only=True)
class StopFacts:
    """What became of one planned stop. ``changed_by_company``: the company, not the rep, took it off the day.
    ``proven``: of what was found ``shut``, whether something proves that the rep was there (`proves_shut`)."""

    visited: bool = False
    shut: bool = False
    proven: bool = True
    changed_by_company: bool = False
    expected_order: Decimal = Decimal(0)
    expected_collection: Decimal = Decimal(0)

    @property
    def executed(self) -> bool:
        """Whether the rep went there: visited, or found it shut and can prove it."""
        return self.visited or (self.shut and self.proven)


def proves_shut(*, in_place: bool, photos: int) -> bool:
    """Whether a 撲空 is proven: the phone was within the customer's arrival radius, or a photo is kept."""
    return in_place or photos > 0


@dataclasses.dataclass(frozen=True)
class Effective:
    """Whether a visit was effective 有效拜訪; the outcomes that count for it, or the reasons why not."""

    ok: bool
    reasons: tuple[Reason, ...]
    outcomes: tuple[str, ...]
    version: str = VERSION


@dataclasses.dataclass(frozen=True)
class Rate:
    """A rate with what it is made of; ``per_cent`` has 1 decimal and is None when there is nothing to divide by."""

    numerator: int
    denominator: int
    per_cent: Decimal | None
    name: str
    version: str = VERSION


def is_effective(visit: VisitFacts) -> Effective:
    """Whether the visit was effective: in person, met the person in charge, and at least one purpose has a
    checkable outcome (order, collection, complaint moved on, quotation, sample, placement or display, opportunity
    opened or advanced, a next step with an agreed date); market information counts only where market research was
    the purpose. An order, a payment or a date recorded with the visit counts without being said again; a visit
    that nobody planned, and whose purposes nobody wrote down, is judged by its outcomes alike."""
    if visit.kind != VISIT:
        return _not_effective("visits.effective.not_in_person")
    if visit.shut:
        return _not_effective("visits.effective.found_shut")
    outcomes = _checkable(visit)
    missing = []
    if not visit.met_in_charge:
        missing.append("visits.effective.not_in_charge")
    if not outcomes:
        missing.append(_why_no_outcome(visit))
    return _not_effective(*missing) if missing else Effective(True, (), outcomes)


def effective_visit_rate(visits: Iterable[VisitFacts]) -> Rate:
    """有效拜訪率: effective visits ÷ visits."""
    counted = _once(visits)
    return _rate("effective_visit_rate", sum(is_effective(v).ok for v in counted), len(counted))


def deal_rate(visits: Iterable[VisitFacts]) -> Rate:
    """成交率 on the spot: visits with an order ÷ visits."""
    counted = _once(visits)
    return _rate("deal_rate", sum(v.has_order for v in counted), len(counted))


def deal_rate_in_period(visited: Collection[Hashable], ordered: Collection[Hashable]) -> Rate:
    """成交率 of the period: customers visited in it that ordered in it ÷ customers visited in it."""
    return _rate("deal_rate_in_period", len(set(visited) & set(ordered)), len(set(visited)))


def plan_adherence(stops: Iterable[StopFacts]) -> Rate:
    """計畫執行率: planned stops visited, or found shut with proof, ÷ planned stops, but those the company changed."""
    counted = [stop for stop in stops if not stop.changed_by_company]
    return _rate("plan_adherence", sum(stop.executed for stop in counted), len(counted))


def coverage(own_active: Collection[Hashable], visited: Collection[Hashable]) -> Rate:
    """客戶覆蓋率: own active customers visited in the period ÷ own active customers."""
    return _rate("coverage", len(set(own_active) & set(visited)), len(set(own_active)))


@dataclasses.dataclass(frozen=True, kw_only=True)
class DayActuals:
    """One person's day in figures: counts, and amounts in the company's currency.

    ``planned`` stops are without the ``changed`` ones that the company took off. ``visited`` are visits, of which
    ``unplanned`` were on no plan; ``shut`` are 撲空, proven or not; ``missed`` are planned stops not executed;
    ``contacts`` are phone and LINE. Amounts are all of the day's, contacts included; per cent of what was expected.
    """

    planned: int
    changed: int
    visited: int
    unplanned: int
    shut: int
    missed: int
    contacts: int
    effective: int
    deals: int
    ordered_expected: Decimal
    ordered_actual: Decimal
    ordered_per_cent: Decimal | None
    collected_expected: Decimal
    collected_actual: Decimal
    collected_per_cent: Decimal | None
    adherence: Rate
    effective_rate: Rate
    deal_rate: Rate
    version: str = VERSION


def day_actuals(stops: Sequence[StopFacts], visits: Sequence[VisitFacts]) -> DayActuals:
    """The sums of one person's planned stops and of his contacts of the same day."""
    facts = _distinct(visits)
    adherence, effective, deals = plan_adherence(stops), effective_visit_rate(facts), deal_rate(facts)
    counted = [stop for stop in stops if not stop.changed_by_company]
    to_order = sum((stop.expected_order for stop in counted), Decimal(0))
    to_collect = sum((stop.expected_collection for stop in counted), Decimal(0))
    ordered = sum((v.ordered for v in facts), Decimal(0))
    collected = sum((v.collected for v in facts), Decimal(0))
    return DayActuals(
        planned=adherence.denominator,
        changed=len(stops) - len(counted),
        visited=effective.denominator,
        unplanned=sum(v.is_visit and not v.planned for v in facts),
        shut=sum(v.kind == VISIT and v.shut for v in facts),
        missed=adherence.denominator - adherence.numerator,
        contacts=sum(v.kind != VISIT for v in facts),
        effective=effective.numerator,
        deals=deals.numerator,
        ordered_expected=to_order,
        ordered_actual=ordered,
        ordered_per_cent=share(ordered, to_order),
        collected_expected=to_collect,
        collected_actual=collected,
        collected_per_cent=share(collected, to_collect),
        adherence=adherence,
        effective_rate=effective,
        deal_rate=deals,
    )


def _rate(name: str, numerator: int, denominator: int) -> Rate:
    return Rate(numerator, denominator, share(numerator, denominator), name)


def _not_effective(*codes: str) -> Effective:
    return Effective(False, tuple(Reason(code) for code in codes), ())


def _checkable(visit: VisitFacts) -> tuple[str, ...]:
    """The outcomes that can be checked, sorted: those said and those that the records show."""
    found = set(visit.outcomes & CHECKABLE) - {"next_step"}
    if visit.ordered > 0:
        found.add("order")
    if visit.collected > 0:
        found.add("collection")
    if visit.next_step_on is not None:
        found.add("next_step")
    if "market_info" in visit.outcomes and visit.purposes & ASKS_THE_MARKET:
        found.add("market_info")
    return tuple(sorted(found))


def _why_no_outcome(visit: VisitFacts) -> str:
    """The nearest thing to mend when no outcome counts."""
    if "next_step" in visit.outcomes:
        return "visits.effective.next_step_without_date"
    if "market_info" in visit.outcomes:
        return "visits.effective.market_info_unasked"
    return "visits.effective.without_outcome"


def _distinct(visits: Iterable[VisitFacts]) -> list[VisitFacts]:
    """The facts with each joint visit once, as it was first told."""
    seen: set[Hashable] = set()
    kept = []
    for visit in visits:
        if visit.key is None or visit.key not in seen:
            kept.append(visit)
            seen.add(visit.key)
    return kept


def _once(visits: Iterable[VisitFacts]) -> list[VisitFacts]:
    """The visits among the facts: in person, not found shut, a joint one once."""
    return [visit for visit in _distinct(visits) if visit.is_visit]
