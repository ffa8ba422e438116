from fieldday.rules.verdict import FINE, Reason, Unreadable, Verdict, refuse, together


def test_a_verdict_is_fine_only_without_reasons() -> None:
    assert Verdict().ok
    assert not refuse("visits.plan.in_the_past").ok


def test_a_reason_keeps_its_figures_when_the_callers_dict_changes() -> None:
    params: dict[str, object] = {"day": 1}
    reason = Reason("a.b.c", params)
    params["day"] = 2
    assert reason.params == {"day": 1}
    assert reason == Reason("a.b.c", {"day": 1})
    assert len({reason, Reason("a.b.c", {"day": 1})}) == 1


def test_verdicts_come_together_in_order() -> None:
    both = together(refuse("a.b.c"), FINE, refuse("d.e.f", field="stop-2", limit=3))
    assert both.codes == ("a.b.c", "d.e.f")
    assert both.reasons[1].field == "stop-2"


def test_an_unreadable_text_is_a_value_error_with_a_reason() -> None:
    error = Unreadable("kit.day.not_a_day", text="x")
    assert isinstance(error, ValueError)
    assert error.reason == Reason("kit.day.not_a_day", {"text": "x"})
