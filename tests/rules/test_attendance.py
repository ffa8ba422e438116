import datetime

import pytest

from fieldday.rules.attendance import (
    AFTERNOON,
    DAY,
    LEAVE,
    MORNING,
    TRAINING,
    TRIP,
    Away,
    Owed,
    judge_absence,
    judge_end,
    overlap,
    owed_on,
)

MON = datetime.date(2026, 11, 23)
TUE, WED = MON + datetime.timedelta(1), MON + datetime.timedelta(2)


def one(since: datetime.date = TUE, until: datetime.date | None = None, part: str = DAY, kind: str = LEAVE) -> Away:
    return Away(since, until or since, part, kind)


@pytest.mark.parametrize("kind", [LEAVE, TRAINING])
def test_a_whole_day_away_owes_nothing_and_half_a_day_owes_all(kind: str) -> None:
    assert owed_on(TUE, [one(kind=kind)]) == Owed(plan=False, report=False)
    assert owed_on(TUE, [one(part=MORNING, kind=kind)]) == Owed()
    assert owed_on(TUE, [one(part=MORNING, kind=kind), one(part=AFTERNOON)]) == Owed(plan=False, report=False)
    assert owed_on(WED, [one(kind=kind)]) == Owed(), "another day's leave is no matter"


def test_who_works_on_his_leave_owes_the_report_of_it() -> None:
    assert owed_on(TUE, [one()], visited=True) == Owed(plan=False, report=True)


def test_papers_of_a_trip_are_due_a_working_day_later() -> None:
    assert owed_on(WED, [one(MON, WED, kind=TRIP)]) == Owed(later=1)


def test_halves_of_a_day_do_not_overlap() -> None:
    assert not overlap(one(part=MORNING), one(part=AFTERNOON))
    assert overlap(one(part=MORNING), one(part=MORNING))
    assert overlap(one(MON, WED), one(part=AFTERNOON))
    assert not overlap(one(MON), one(TUE))


def codes(wanted: Away, **more: object) -> list[tuple[str, str]]:
    verdict = judge_absence(wanted, today=MON, **more)  # type: ignore[arg-type]  # as a test names them
    return [(reason.code.rsplit(".", 1)[1], reason.field) for reason in verdict.reasons]


def test_what_an_absence_cannot_be() -> None:
    assert codes(one()) == []
    assert codes(one(WED, TUE)) == [("ends_before", "until")]
    assert codes(one(TUE, WED, MORNING)) == [("half_is_one_day", "part")]
    assert codes(one(part="night")) == [("unknown_part", "part")]
    assert codes(one(TUE, TUE + datetime.timedelta(366))) == [("too_long", "until"), ("too_far", "since")]
    assert codes(one(MON - datetime.timedelta(400))) == [("too_far", "since")]
    assert codes(one(), note="x" * 201) == [("note_too_long", "note")]
    assert codes(one(), others=[one(MON, TUE)]) == [("overlaps", "since")]
    assert codes(one(MON, WED), closed=[TUE]) == [("day_closed", "since")]


def test_a_day_with_visits_is_no_whole_day_of_leave() -> None:
    assert codes(one(MON, WED), visited=[TUE]) == [("day_with_visits", "since")]
    assert codes(one(MON, WED, kind=TRIP), visited=[TUE]) == []
    assert codes(one(part=AFTERNOON), visited=[TUE]) == []


def test_a_day_ends_after_it_began_and_not_the_day_after_next() -> None:
    begun = datetime.datetime(2026, 11, 23, 1, tzinfo=datetime.UTC)
    assert judge_end(begun, begun + datetime.timedelta(hours=20)).ok
    assert judge_end(begun, begun + datetime.timedelta(hours=21)).codes == ("visits.attendance.too_long",)
    assert judge_end(None, begun).codes == ("visits.attendance.not_started",)
