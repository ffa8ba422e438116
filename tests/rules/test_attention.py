from decimal import Decimal

import pytest

from fieldday.rules.attention import CODES, Look, PlanFacts, ReportFacts, look_at_plan, look_at_report


def codes(look: Look) -> list[str]:
    return [reason.code.rsplit(".", 1)[1] for reason in look.reasons]


def test_an_ordinary_plan_and_an_ordinary_day_ask_for_nothing():
    assert look_at_plan(PlanFacts(expected=Decimal(5000), usual=Decimal(4000), plans_before=9)) == Look()
    day = ReportFacts(visits=5, effective=4, expected=Decimal(5000), brought=Decimal(4800))
    assert look_at_report(day) == Look()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"late_minutes": 12}, ["late"]),
        ({"returned_before": True}, ["sent_again"]),
        ({"day_over": True}, ["day_over"]),
        ({"not_his": ("楓葉藥局",), "late_minutes": 3}, ["not_his", "late"]),
    ],
)
def test_a_plan_is_looked_at_for(facts, said):
    assert codes(look_at_plan(PlanFacts(**facts))) == said


@pytest.mark.parametrize(("expected", "before", "big"), [(8000, 5, True), (7999, 5, False), (80000, 4, False)])
def test_money_is_big_against_ones_own_usual_only(expected, before, big):
    facts = PlanFacts(expected=Decimal(expected), usual=Decimal(4000), plans_before=before)
    assert ("big_money" in codes(look_at_plan(facts))) is big


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ["no_visit"]),
        ({"shut": 1}, ["shut"]),
        ({"visits": 3}, ["nothing_effective"]),
        ({"visits": 3, "effective": 1, "expected": Decimal(100)}, ["nothing_brought"]),
        ({"visits": 3, "effective": 1, "expected": Decimal(100), "brought": Decimal(49)}, ["far_below"]),
        ({"visits": 3, "effective": 1, "expected": Decimal(100), "brought": Decimal(50)}, []),
        ({"visits": 3, "effective": 1, "missed": 2, "unexplained": 1}, ["unexplained", "missed"]),
        ({"visits": 3, "effective": 1, "shut": 2, "unproven": 1}, ["unproven", "shut"]),
        ({"visits": 3, "effective": 1, "shut": 1, "unproven": 1}, ["unproven"]),
        ({"visits": 3, "effective": 1, "unplanned": 1, "planned": False}, ["without_plan"]),
        ({"visits": 3, "effective": 1, "unplanned": 1, "complaints": 1}, ["complaint", "unplanned"]),
        ({"visits": 3, "effective": 1, "out_of_range": 1, "without_purpose": 1}, ["out_of_range", "without_purpose"]),
    ],
)
def test_a_report_is_looked_at_for(facts, said):
    assert codes(look_at_report(ReportFacts(**facts))) == said


BIG = {"visits": 3, "effective": 1, "usual_ordered": Decimal(1000), "usual_collected": Decimal(500), "days_before": 5}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ordered": Decimal(1999)}, []),
        ({"ordered": Decimal(2000)}, ["big_orders"]),
        ({"collected": Decimal(1000)}, ["big_collections"]),
        ({"ordered": Decimal(1000), "first_order": ("晨光", Decimal(1000))}, ["first_big_order"]),
        ({"ordered": Decimal(900), "first_order": ("晨光", Decimal(900))}, []),
        ({"ordered": Decimal(9000), "days_before": 4}, []),
        ({"ordered": Decimal(9000), "usual_ordered": Decimal(0)}, []),
        ({"changed": ("晨光",), "accepted": 2, "first_visits": ("晨光",)}, ["changed", "accepted", "first_visit"]),
    ],
)
def test_big_money_changes_warnings_and_first_visits(facts, said):
    assert codes(look_at_report(ReportFacts(**{**BIG, **facts}))) == said


def test_graver_papers_weigh_more():
    quiet = look_at_report(ReportFacts(visits=3, effective=2, shut=1))
    grave = look_at_report(ReportFacts(visits=3, shut=1))
    assert 0 < quiet.weight < grave.weight
    assert len(CODES) == len(set(CODES))
