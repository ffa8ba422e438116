import datetime

from fieldday.rules.plan_actual import minutes_off, purpose_met


def test_how_far_off_the_plan_somebody_came() -> None:
    half_past = datetime.time(9, 30)
    assert minutes_off(half_past, datetime.time(10, 2)) == 32
    assert minutes_off(half_past, datetime.time(9, 10)) == -20
    assert minutes_off(half_past, datetime.time(9, 30, 59)) == 0


def test_a_purpose_is_met_by_the_outcome_it_asks_for() -> None:
    assert purpose_met("order", {"order", "talk"}, effective=True)
    assert not purpose_met("collection", {"order"}, effective=True)
    assert purpose_met("", {"sample"}, effective=True)
    assert not purpose_met("", {"talk"}, effective=False)
