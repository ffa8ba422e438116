"""Leaving, moving and standing in: every refusal at its field, and what is fine."""

from datetime import date, timedelta

import pytest

from fieldday.rules.staffing import Leaver, Successor, may_leave, may_move, may_stand_in, overlapping

TODAY = date(2026, 11, 23)
PLAIN = {"active": True, "is_oneself": False, "last_administrator": False, "reports": 0, "teams": 0}
SUCCESSOR = Successor(active=True, is_leaver=False)


def _said(verdict) -> set[tuple[str, str]]:
    return {(reason.code.rsplit(".", 1)[1], reason.field) for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("facts", "last_day", "successor", "said"),
    [
        ({}, TODAY, None, set()),
        ({}, TODAY - timedelta(30), SUCCESSOR, set()),
        ({"active": False}, TODAY, None, {("already", "")}),
        ({"is_oneself": True}, TODAY, None, {("oneself", "")}),
        ({"last_administrator": True}, TODAY, None, {("last_administrator", "")}),
        ({}, TODAY + timedelta(1), None, {("in_the_future", "last_day")}),
        ({"reports": 2}, TODAY, None, {("reports_left", "successor")}),
        ({"teams": 1}, TODAY, None, {("reports_left", "successor")}),
        ({"reports": 2, "teams": 1}, TODAY, SUCCESSOR, set()),
        ({"reports": 2}, TODAY, Successor(active=False, is_leaver=False), {("successor_left", "successor")}),
        ({}, TODAY, Successor(active=True, is_leaver=True), {("successor_oneself", "successor")}),
        (
            {"reports": 1, "is_oneself": True},
            TODAY + timedelta(1),
            None,
            {("oneself", ""), ("in_the_future", "last_day"), ("reports_left", "successor")},
        ),
    ],
)
def test_leaving(facts, last_day, successor, said):
    verdict = may_leave(Leaver(**{**PLAIN, **facts}), last_day=last_day, today=TODAY, successor=successor)
    assert _said(verdict) == said


MOVE = {
    "active": True,
    "since": TODAY,
    "today": TODAY,
    "present_since": None,
    "superior_active": True,
    "to_oneself": False,
}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, set()),
        ({"present_since": TODAY}, set()),
        ({"active": False}, {("left", "")}),
        ({"since": TODAY + timedelta(1)}, {("in_the_future", "since")}),
        ({"since": TODAY - timedelta(2), "present_since": TODAY - timedelta(1)}, {("before_present", "since")}),
        ({"superior_active": False}, {("superior_left", "reports_to")}),
        ({"to_oneself": True}, {("oneself", "reports_to")}),
    ],
)
def test_moving(facts, said):
    assert _said(may_move(**{**MOVE, **facts})) == said


STAND_IN = {
    "principal": 1,
    "deputy": 2,
    "active": True,
    "role": "rep",
    "in_reach": True,
    "since": TODAY,
    "until": TODAY,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, set()),
        ({"deputy": 1}, {("oneself", "deputy")}),
        ({"active": False}, {("left", "deputy")}),
        ({"role": "auditor"}, {("auditor", "deputy")}),
        ({"in_reach": False}, {("out_of_reach", "deputy")}),
        ({"until": TODAY - timedelta(1)}, {("days_reversed", "until")}),
        ({"until": TODAY + timedelta(365)}, set()),
        ({"until": TODAY + timedelta(366)}, {("too_long", "until")}),
        ({"since": TODAY - timedelta(1)}, {("in_the_past", "since")}),
    ],
)
def test_standing_in(facts, said):
    assert _said(may_stand_in(**{**STAND_IN, **facts})) == said


def test_periods_overlap_when_they_share_a_day():
    day = [TODAY + timedelta(n) for n in range(6)]
    periods = [(1, day[0], day[1]), (2, day[1], day[2]), (3, day[4], day[5]), (4, day[0], day[5])]
    assert [one[0] for one in overlapping(periods, since=day[2], until=day[3])] == [2, 4]
