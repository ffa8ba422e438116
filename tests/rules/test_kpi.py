import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.kpi import (
    CHECKABLE,
    CODES,
    OUTCOMES,
    VERSION,
    StopFacts,
    VisitFacts,
    coverage,
    day_actuals,
    deal_rate,
    deal_rate_in_period,
    effective_visit_rate,
    is_effective,
    plan_adherence,
    proves_shut,
)

D = Decimal
DAY = datetime.date(2026, 11, 9)

GOOD = VisitFacts(planned=True, met_in_charge=True, purposes=frozenset({"ordering"}), outcomes=frozenset({"order"}))
SHUT = VisitFacts(planned=True, shut=True)
CALL = VisitFacts(kind="phone", met_in_charge=True, outcomes=frozenset({"order"}), ordered=D(500))

facts = st.builds(
    VisitFacts,
    planned=st.booleans(),
    shut=st.booleans(),
    met_in_charge=st.booleans(),
    purposes=st.frozensets(st.sampled_from(["market_research", "ordering", "service"])),
    outcomes=st.frozensets(st.sampled_from(sorted(OUTCOMES))),
    next_step_on=st.none() | st.just(DAY),
    ordered=st.sampled_from([D(0), D("99.90")]),
    collected=st.sampled_from([D(0), D(10)]),
    kind=st.sampled_from(["visit", "phone", "line"]),
    key=st.none() | st.integers(1, 5),
)
stops = st.builds(
    StopFacts,
    visited=st.booleans(),
    shut=st.booleans(),
    changed_by_company=st.booleans(),
    expected_order=st.sampled_from([D(0), D(200)]),
)


def visit(**changes: object) -> VisitFacts:
    plain = VisitFacts(met_in_charge=True, purposes=frozenset({"service"}))
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]  # a field by name


@pytest.mark.parametrize("outcome", sorted(CHECKABLE - {"next_step"}))
def test_each_checkable_outcome_makes_a_visit_effective(outcome: str) -> None:
    judged = is_effective(visit(outcomes=frozenset({outcome, "talk"})))
    assert judged.ok
    assert judged.outcomes == (outcome,)
    assert judged.version == VERSION


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcomes": frozenset({"talk"})}, "visits.effective.without_outcome"),
        ({"outcomes": frozenset({"none"})}, "visits.effective.without_outcome"),
        ({}, "visits.effective.without_outcome"),
        ({"outcomes": frozenset({"next_step"})}, "visits.effective.next_step_without_date"),
        ({"outcomes": frozenset({"market_info"})}, "visits.effective.market_info_unasked"),
        ({"outcomes": frozenset({"order"}), "met_in_charge": False}, "visits.effective.not_in_charge"),
        ({"outcomes": frozenset({"order"}), "shut": True}, "visits.effective.found_shut"),
        ({"outcomes": frozenset({"order"}), "kind": "phone"}, "visits.effective.not_in_person"),
        ({"outcomes": frozenset({"a word of the office"})}, "visits.effective.without_outcome"),
    ],
)
def test_a_visit_that_is_not_effective_says_why(changes: dict[str, object], code: str) -> None:
    judged = is_effective(visit(**changes))
    assert not judged.ok
    assert [reason.code for reason in judged.reasons] == [code]


def test_every_fault_is_told_at_once() -> None:
    codes = [reason.code for reason in is_effective(visit(met_in_charge=False)).reasons]
    assert codes == ["visits.effective.not_in_charge", "visits.effective.without_outcome"]


def test_market_information_counts_only_where_it_was_the_purpose() -> None:
    heard = visit(outcomes=frozenset({"market_info"}), purposes=frozenset({"market_research", "service"}))
    assert is_effective(heard).outcomes == ("market_info",)


def test_what_the_records_show_need_not_be_said_again() -> None:
    assert is_effective(visit(ordered=D(1))).outcomes == ("order",)
    assert is_effective(visit(collected=D(1))).outcomes == ("collection",)
    assert is_effective(visit(next_step_on=DAY)).outcomes == ("next_step",)


def test_rates_leave_out_shut_shops_and_telephones() -> None:
    day = [GOOD, visit(), visit(), SHUT, CALL]
    rate = effective_visit_rate(day)
    assert (rate.numerator, rate.denominator, rate.per_cent) == (1, 3, D("33.3"))
    assert (rate.name, rate.version) == ("effective_visit_rate", VERSION)
    assert deal_rate(day).per_cent == D("33.3")


def test_a_joint_visit_counts_once() -> None:
    alice = dataclasses.replace(GOOD, by="alice", joint_with=frozenset({"bob"}), key=7)
    bob = dataclasses.replace(alice, by="bob", joint_with=frozenset({"alice"}))
    assert effective_visit_rate([alice, bob, visit(key=8)]).denominator == 2
    assert day_actuals([], [alice]).visited == day_actuals([], [bob]).visited == 1


def test_plan_adherence_counts_proven_shut_shops_and_not_what_the_company_changed() -> None:
    shut = [StopFacts(shut=True), StopFacts(shut=True, proven=False)]
    rate = plan_adherence([StopFacts(visited=True), *shut, StopFacts(changed_by_company=True)])
    assert (rate.numerator, rate.denominator, rate.per_cent) == (2, 3, D("66.7"))


@pytest.mark.parametrize(("in_place", "photos", "proven"), [(True, 0, True), (False, 2, True), (False, 0, False)])
def test_a_shut_door_is_proven_by_the_place_or_a_photo(in_place: bool, photos: int, proven: bool) -> None:
    assert proves_shut(in_place=in_place, photos=photos) is proven


def test_coverage_and_the_deal_rate_of_a_period() -> None:
    assert coverage({1, 2, 3, 4}, {2, 3, 9}).per_cent == D("50.0")
    assert deal_rate_in_period([2, 3, 3, 9], [3, 4]).per_cent == D("33.3")
    assert coverage([], [1]).per_cent is None


def test_alices_monday() -> None:
    """Five stops, one found shut, one not reached, and a visit nobody planned."""
    planned = [
        StopFacts(visited=True, expected_order=D(3000), expected_collection=D(1000)),
        StopFacts(visited=True, expected_order=D(2000)),
        StopFacts(visited=True),
        StopFacts(shut=True, expected_order=D(1000)),
        StopFacts(expected_collection=D(500)),
    ]
    done = [
        dataclasses.replace(GOOD, ordered=D("2450.50"), collected=D(1000)),
        dataclasses.replace(GOOD, outcomes=frozenset({"talk"})),
        dataclasses.replace(GOOD, outcomes=frozenset({"quotation"})),
        SHUT,
        VisitFacts(met_in_charge=True, next_step_on=DAY),
        CALL,
    ]
    day = day_actuals(planned, done)
    assert (day.planned, day.visited, day.unplanned, day.shut, day.missed, day.contacts) == (5, 4, 1, 1, 1, 1)
    assert (day.effective, day.deals) == (3, 1)
    assert (day.ordered_expected, day.ordered_actual, day.ordered_per_cent) == (D(6000), D("2950.50"), D("49.2"))
    assert (day.collected_expected, day.collected_actual, day.collected_per_cent) == (D(1500), D(1000), D("66.7"))
    assert (day.adherence.per_cent, day.effective_rate.per_cent, day.deal_rate.per_cent) == (D(80), D(75), D(25))


def test_a_report_without_visits_has_no_rates_and_divides_by_nothing() -> None:
    day = day_actuals([], [])
    assert (day.planned, day.visited, day.missed) == (0, 0, 0)
    assert day.ordered_per_cent is day.effective_rate.per_cent is day.adherence.per_cent is None


@given(facts)
def test_a_judgement_has_reasons_or_outcomes_never_both(fact: VisitFacts) -> None:
    judged = is_effective(fact)
    assert judged.ok == bool(judged.outcomes) != bool(judged.reasons)
    assert {reason.code for reason in judged.reasons} <= set(CODES)
    assert not judged.ok or (fact.is_visit and fact.met_in_charge)


@given(facts, st.sampled_from(sorted(OUTCOMES)))
def test_another_outcome_never_takes_effect_away(fact: VisitFacts, outcome: str) -> None:
    more = dataclasses.replace(fact, outcomes=fact.outcomes | {outcome})
    assert is_effective(more).ok >= is_effective(fact).ok


@given(st.lists(stops, max_size=6), st.lists(facts, max_size=8))
def test_a_day_adds_up(planned: list[StopFacts], done: list[VisitFacts]) -> None:
    day = day_actuals(planned, done)
    assert 0 <= day.effective <= day.visited
    assert 0 <= day.deals <= day.visited
    assert 0 <= day.unplanned <= day.visited
    assert 0 <= day.missed <= day.planned
    assert day.planned + day.changed == len(planned)
    distinct = len({fact.key for fact in done if fact.key is not None}) + sum(fact.key is None for fact in done)
    assert day.visited + day.shut + day.contacts == distinct


@given(st.lists(facts, max_size=8))
def test_rates_do_not_depend_on_order(done: list[VisitFacts]) -> None:
    unique = [dataclasses.replace(fact, key=None) for fact in done]
    turned = unique[::-1]
    assert effective_visit_rate(unique) == effective_visit_rate(turned)
    rate = effective_visit_rate(unique + turned)
    assert rate.per_cent == effective_visit_rate(unique).per_cent
