import datetime
from typing import Any

import pytest

from fieldday.rules.report_warnings import CODES, SentFacts, unread, warnings_of

DUE = datetime.datetime(2026, 11, 23, 13, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def found(**facts: Any) -> list[str]:
    facts = {"at": DUE - HOUR, "due": DUE, **facts}
    return [reason.code.rsplit(".", 1)[1] for reason in warnings_of(SentFacts(**facts)).reasons]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"visits": 3}, "nothing_effective"),
        ({"without_word": ("A",)}, "visit_without_word"),
        ({"still_open": ("A",)}, "visit_open"),
        ({"silent": ("A",)}, "nothing_brought"),
        ({"unexplained": ("A",)}, "missed_unexplained"),
        ({"unproven": ("A",)}, "shut_unproven"),
        ({"over_limit": ("meals",)}, "expense_over_limit"),
        ({"without_receipt": ("meals",)}, "expense_without_receipt"),
        ({"begun_not_ended": True}, "day_not_ended"),
        ({"at": DUE - 9 * HOUR}, "early"),
        ({"at": DUE + 13 * HOUR}, "late"),
        ({"reflections": "今天很順利，明天再來。", "earlier": ["今天很順利 明天再來"]}, "copied"),
    ],
)
def test_each_warning(facts: dict[str, Any], code: str) -> None:
    assert found(**facts) == [code]


def test_an_ordinary_day_is_warned_of_nothing() -> None:
    assert found(visits=5, effective=2, reflections="好", earlier=["好"], at=DUE + 11 * HOUR) == []


def test_every_code_has_its_warning_tried() -> None:
    assert len(CODES) == 12


def test_what_was_read_is_not_asked_again() -> None:
    facts = SentFacts(at=DUE, due=DUE, visits=2, still_open=("A", "B", "C", "D"))
    assert unread(facts, ["visits.warning.nothing_effective"]).codes == ("visits.warning.visit_open",)
    assert unread(facts, [*CODES]).ok
    assert warnings_of(facts).reasons[-1].params["names"] == "A、B、C …"
