import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.planning import (
    CODES,
    FARTHEST_DAYS,
    MOST_STOPS,
    StopDraft,
    StopNow,
    after,
    judge_change,
    judge_plan,
    may_move,
)
from fieldday.rules.verdict import Reason

TODAY = datetime.date(2026, 11, 1)
MONDAY = datetime.date(2026, 11, 2)


def stop(position: int = 1, at: str | None = "09:00", **changes: object) -> StopDraft:
    starts_at = datetime.time.fromisoformat(at) if at else None
    whole = StopDraft(position, account=7, area=None, starts_at=starts_at, purposes=("order",))
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]  # any field, by name


ROWS = [
    ("draft", "submit", "submitted"),
    ("draft", "edit", "draft"),
    ("submitted", "withdraw", "draft"),
    ("submitted", "approve", "approved"),
    ("submitted", "return", "returned"),
    ("returned", "edit", "returned"),
    ("returned", "submit", "submitted"),
]


@pytest.mark.parametrize(("state", "act", "then"), ROWS)
def test_the_ways_of_a_plan(state: str, act: str, then: str) -> None:
    assert may_move(state, act).ok
    assert after(state, act) == then


@pytest.mark.parametrize(
    ("state", "act", "code"),
    [
        ("approved", "edit", "visits.plan.fixed_by_approval"),
        ("approved", "approve", "visits.plan.already_approved"),
        ("approved", "return", "visits.plan.already_approved"),
        ("approved", "withdraw", "visits.plan.already_approved"),
        ("returned", "approve", "visits.plan.already_returned"),
        ("submitted", "edit", "visits.plan.awaits_approval"),
        ("submitted", "submit", "visits.plan.already_sent"),
        ("draft", "approve", "visits.plan.not_sent"),
    ],
)
def test_a_refused_act_says_what_has_happened(state: str, act: str, code: str) -> None:
    assert may_move(state, act).codes == (code,)


def test_a_good_plan() -> None:
    stops = [stop(1), stop(2, "10:30", account=None, area=3, expected_order=Decimal(0))]
    assert judge_plan(MONDAY, stops, today=TODAY).ok
    assert judge_plan(TODAY, stops, today=TODAY).ok


def test_a_plan_for_yesterday() -> None:
    yesterday = TODAY - datetime.timedelta(days=1)
    for sending in (True, False):
        verdict = judge_plan(yesterday, [stop()], today=TODAY, sending=sending)
        assert verdict.reasons == (Reason("visits.plan.in_the_past", {"day": yesterday}, "day"),)


def test_too_far_ahead() -> None:
    last = TODAY + datetime.timedelta(days=FARTHEST_DAYS)
    assert judge_plan(last, [stop()], today=TODAY).ok
    assert judge_plan(last + datetime.timedelta(days=1), [stop()], today=TODAY).codes == ("visits.plan.too_far_ahead",)


def test_two_stops_at_one_time_are_marked_at_the_later_one() -> None:
    verdict = judge_plan(MONDAY, [stop(1), stop(2, "10:00"), stop(3)], today=TODAY)
    assert verdict.reasons == (Reason("visits.stop.same_time", {"position": 3, "other": 1, "time": "09:00"}, "stop-3"),)


def test_what_is_missing_is_asked_for_only_when_sending() -> None:
    unfinished = [stop(1, None, purposes=()), stop(2, None)]
    assert judge_plan(MONDAY, unfinished, today=TODAY, sending=False).ok
    assert judge_plan(MONDAY, [], today=TODAY, sending=False).ok
    assert judge_plan(MONDAY, [], today=TODAY).codes == ("visits.plan.without_stops",)
    verdict = judge_plan(MONDAY, unfinished, today=TODAY)
    assert [(reason.code, reason.field) for reason in verdict.reasons] == [
        ("visits.stop.without_time", "stop-1"),
        ("visits.stop.without_purpose", "stop-1"),
        ("visits.stop.without_time", "stop-2"),
    ]


@pytest.mark.parametrize("amount", ["-1", "NaN", "-0.01"])
@pytest.mark.parametrize("field", ["expected_order", "expected_collection"])
def test_an_amount_below_nothing(field: str, amount: str) -> None:
    wrong = dataclasses.replace(stop(4), **{field: Decimal(amount)})  # type: ignore[arg-type]  # a field by name
    verdict = judge_plan(MONDAY, [wrong], today=TODAY, sending=False)
    assert verdict.reasons == (Reason("visits.stop.negative_amount", {"position": 4}, "stop-4"),)


def test_a_stop_needs_a_place() -> None:
    verdict = judge_plan(MONDAY, [stop(account=None)], today=TODAY, sending=False)
    assert verdict.codes == ("visits.stop.without_place",)


def test_too_many_stops() -> None:
    many = [stop(i, f"{i // 60:02}:{i % 60:02}") for i in range(1, MOST_STOPS + 2)]
    assert judge_plan(MONDAY, many[:MOST_STOPS], today=TODAY).ok
    assert judge_plan(MONDAY, many, today=TODAY).codes == ("visits.plan.too_many_stops",)


drafts = st.builds(
    StopDraft,
    position=st.integers(1, 5),
    account=st.none() | st.integers(1, 3),
    area=st.none() | st.integers(1, 3),
    starts_at=st.none() | st.sampled_from([datetime.time(9), datetime.time(10)]),
    purposes=st.sampled_from([(), ("order",), ("service", "collection")]),
    expected_order=st.none() | st.sampled_from([Decimal(-1), Decimal(0), Decimal(5)]),
)


@given(st.dates(datetime.date(2026, 9, 1), datetime.date(2027, 2, 1)), st.lists(drafts, max_size=4))
def test_what_can_be_sent_can_be_kept(day: datetime.date, stops: list[StopDraft]) -> None:
    kept = judge_plan(day, stops, today=TODAY, sending=False)
    sent = judge_plan(day, stops, today=TODAY)
    assert set(kept.codes) <= set(sent.codes) <= set(CODES)


@pytest.mark.parametrize(
    ("state", "code"), [("draft", "not_approved"), ("submitted", "awaits_approval"), ("returned", "not_approved")]
)
def test_only_an_approved_plan_is_deviated_from(state: str, code: str) -> None:
    assert [reason.code for reason in may_move(state, "change").reasons] == [f"visits.plan.{code}"]
    assert after("approved", "change") == "approved"


NINE, TEN = datetime.time(9), datetime.time(10)


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("cancelled", {"stop": StopNow(NINE)}, []),
        ("cancelled", {"stop": StopNow(NINE, visited=True)}, ["stop.already_visited"]),
        ("cancelled", {"stop": StopNow(NINE, cancelled=True)}, ["stop.already_cancelled"]),
        ("moved", {"stop": StopNow(NINE), "starts_at": TEN}, []),
        ("moved", {"stop": StopNow(NINE), "starts_at": NINE}, ["change.same_hour"]),
        ("moved", {"stop": StopNow(NINE), "starts_at": TEN, "taken": {TEN: "港都"}}, ["change.time_taken"]),
        ("moved", {"stop": StopNow(NINE)}, ["change.without_time"]),
        ("added", {"new": stop(1, "10:00"), "starts_at": TEN}, []),
        ("added", {"new": stop(1, "10:00"), "starts_at": TEN, "stops": MOST_STOPS}, ["plan.too_many_stops"]),
        ("cancelled", {"stop": StopNow(NINE), "note": "長" * 201}, ["change.note_too_long"]),
    ],
)
def test_a_change_after_the_approval(kind: str, facts: dict[str, object], said: list[str]) -> None:
    verdict = judge_change(kind, TODAY, today=TODAY, **facts)  # type: ignore[arg-type]  # facts by name
    assert [reason.code for reason in verdict.reasons] == [f"visits.{code}" for code in said]


def test_a_day_gone_by_is_not_changed() -> None:
    verdict = judge_change("cancelled", TODAY, today=MONDAY, stop=StopNow(NINE))
    assert [reason.code for reason in verdict.reasons] == ["visits.plan.in_the_past"]
