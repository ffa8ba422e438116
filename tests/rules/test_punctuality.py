import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.calendar import is_working
from fieldday.rules.punctuality import DeadlineRule, judge, plan_deadline, report_deadline

TAIPEI = ZoneInfo("Asia/Taipei")
EVENING = DeadlineRule("evening_before", datetime.time(21))
MORNING = DeadlineRule("same_day", datetime.time(8, 30))
NIGHT = DeadlineRule("same_day", datetime.time(21))
NEXT_DAY = DeadlineRule("next_working_day", datetime.time(9))


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=TAIPEI)


def plan_due(day: str, rule: DeadlineRule) -> datetime.datetime:
    return plan_deadline(datetime.date.fromisoformat(day), rule=rule, working=is_working, zone=TAIPEI)


def report_due(day: str, rule: DeadlineRule) -> datetime.datetime:
    return report_deadline(datetime.date.fromisoformat(day), rule=rule, working=is_working, zone=TAIPEI)


def test_a_plan_is_due_the_evening_before() -> None:
    assert plan_due("2026-11-03", EVENING) == moment("2026-11-02T21:00")
    assert plan_due("2026-11-03", MORNING) == moment("2026-11-03T08:30")


def test_nobody_owes_mondays_plan_on_a_sunday() -> None:
    due = plan_due("2026-11-02", EVENING)
    assert due == moment("2026-11-02T08:30")
    assert judge(moment("2026-11-01T22:15"), due).on_time


def test_a_report_is_due_at_night_or_next_morning() -> None:
    assert report_due("2026-11-06", NIGHT) == moment("2026-11-06T21:00")
    assert report_due("2026-11-06", NEXT_DAY) == moment("2026-11-09T09:00")


def test_the_report_of_a_worked_saturday_can_wait_for_monday() -> None:
    assert report_due("2026-11-07", NIGHT) == moment("2026-11-09T08:30")


def test_rules_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="plans"):
        plan_due("2026-11-03", NEXT_DAY)
    with pytest.raises(ValueError, match="reports"):
        report_due("2026-11-03", EVENING)
    with pytest.raises(ValueError, match="no working day"):
        report_deadline(datetime.date(2026, 11, 3), rule=NEXT_DAY, working=lambda day: False, zone=TAIPEI)


@pytest.mark.parametrize(
    ("sent", "late"),
    [("20:59:59", 0), ("21:00:00", 0), ("21:00:59", 0), ("21:01:00", 1), ("22:30:30", 90)],
)
def test_late_by_whole_minutes(sent: str, late: int) -> None:
    judged = judge(moment(f"2026-11-02T{sent}"), moment("2026-11-02T21:00"))
    assert (judged.on_time, judged.late_minutes) == (late == 0, late)
    assert [reason.params for reason in judged.reasons] == ([{"minutes": late}] if late else [])


def test_a_paper_not_sent_yet() -> None:
    due = moment("2026-11-02T21:00")
    assert judge(None, due, at=moment("2026-11-02T20:00")).on_time
    overdue = judge(None, due, at=moment("2026-11-02T23:00"))
    assert (overdue.on_time, overdue.late_minutes) == (False, 120)
    assert overdue.reasons[0].code == "visits.deadline.not_sent"
    with pytest.raises(ValueError, match="at a moment"):
        judge(None, due)


def test_the_hour_is_local_and_compared_across_zones() -> None:
    sent = datetime.datetime(2026, 11, 2, 13, 30, tzinfo=datetime.UTC)
    assert judge(sent, moment("2026-11-02T21:00")).late_minutes == 30


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)), st.sampled_from([EVENING, MORNING]))
def test_no_plan_is_due_on_a_day_off_before_its_own_day(day: datetime.date, rule: DeadlineRule) -> None:
    due = plan_deadline(day, rule=rule, working=is_working, zone=TAIPEI).date()
    assert due == day or is_working(due)


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)), st.sampled_from([NIGHT, NEXT_DAY]))
def test_a_report_is_due_on_a_working_day_and_not_before_its_own(day: datetime.date, rule: DeadlineRule) -> None:
    due = report_deadline(day, rule=rule, working=is_working, zone=TAIPEI).date()
    assert is_working(due)
    assert due >= day


SANTIAGO = ZoneInfo("America/Santiago")  # the clocks go forward at midnight of Saturday 5 September 2026
BERLIN = ZoneInfo("Europe/Berlin")  # the clocks go back at three on Sunday 25 October 2026
MIDNIGHT = DeadlineRule("same_day", datetime.time(0))


def every_day(_day: datetime.date) -> bool:
    return True


def test_midnight_ends_the_day_whose_report_is_due() -> None:
    assert report_due("2026-11-03", MIDNIGHT) == moment("2026-11-04T00:00")
    assert plan_due("2026-11-03", DeadlineRule("evening_before", datetime.time(0))) == moment("2026-11-03T00:00")


def test_a_midnight_that_the_clocks_leave_out_is_one_moment() -> None:
    day = datetime.date(2026, 9, 5)
    due = report_deadline(day, rule=MIDNIGHT, working=every_day, zone=SANTIAGO)
    last = datetime.datetime(2026, 9, 5, 23, 59, tzinfo=SANTIAGO)
    assert judge(last, due).on_time
    assert judge(last + datetime.timedelta(minutes=1), due).on_time
    first = datetime.datetime(2026, 9, 6, 1, 10, tzinfo=SANTIAGO)  # eleven minutes after 23:59
    assert judge(first, due).late_minutes == 10


def test_minutes_are_real_ones_when_the_clocks_change_in_between() -> None:
    due = report_deadline(datetime.date(2026, 10, 24), rule=MIDNIGHT, working=every_day, zone=BERLIN)
    sent = datetime.datetime(2026, 10, 25, 6, tzinfo=BERLIN)  # seven hours later, though the wall says six
    assert judge(sent, due).late_minutes == 7 * 60


def test_papers_of_a_trip_are_due_a_working_day_later() -> None:
    friday = datetime.date(2026, 11, 6)
    trip = {"working": is_working, "zone": TAIPEI, "later": 1}
    assert report_deadline(friday, rule=NIGHT, **trip) == moment("2026-11-09T21:00")
    assert report_deadline(friday + datetime.timedelta(1), rule=NIGHT, **trip) == moment("2026-11-10T08:30")
    assert plan_deadline(friday, rule=MORNING, **trip) == moment("2026-11-09T08:30")
    assert plan_deadline(friday, rule=EVENING, **trip) == moment("2026-11-06T21:00")
