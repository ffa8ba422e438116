import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.signoff import (
    after,
    countersigner_of,
    judge_comment,
    judge_judgement,
    judge_remark,
    may_countersign,
    may_move,
    may_sign,
)

people = st.integers(1, 6)


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        ("draft", "send", "sent"),
        ("draft", "edit", "draft"),
        ("sent", "withdraw", "draft"),
        ("sent", "return", "returned"),
        ("sent", "sign", "signed"),
        ("returned", "edit", "returned"),
        ("returned", "send", "sent"),
        ("signed", "answer", "signed"),
    ],
)
def test_the_ways_of_a_report(state: str, act: str, then: str) -> None:
    assert may_move(state, act).ok
    assert after(state, act) == then


@pytest.mark.parametrize(
    ("state", "act", "code"),
    [
        ("draft", "sign", "visits.report.not_sent"),
        ("sent", "edit", "visits.report.awaits_signature"),
        ("sent", "answer", "visits.report.not_signed"),
        ("signed", "sign", "visits.report.already_signed"),
        ("signed", "withdraw", "visits.report.already_signed"),
        ("signed", "edit", "visits.report.fixed_by_signature"),
        ("returned", "sign", "visits.report.already_returned"),
    ],
)
def test_a_refused_act_says_what_has_happened(state: str, act: str, code: str) -> None:
    assert may_move(state, act).codes == (code,)


def test_bob_signs_alices_paper_and_charlie_does_not() -> None:
    alice, bob, charlie = 1, 2, 3
    assert may_sign(author=alice, signer=bob, superiors={bob}, author_is_root=False).ok
    stranger = may_sign(author=alice, signer=charlie, superiors={bob}, author_is_root=False)
    assert stranger.codes == ("visits.signoff.not_in_line",)
    own = may_sign(author=alice, signer=alice, superiors={bob}, author_is_root=False)
    assert own.codes == ("visits.signoff.own_paper",)


def test_a_deputy_for_his_own_superior_does_not_sign_his_own_paper() -> None:
    assert may_sign(author=1, signer=1, superiors={1, 2}, author_is_root=False).codes == ("visits.signoff.own_paper",)


def test_the_roots_own_paper_is_self_signed_and_says_so() -> None:
    own = may_sign(author=1, signer=1, superiors=set(), author_is_root=True)
    assert own.ok
    assert own.self_signed


@given(people, people, st.frozensets(people), st.booleans())
def test_nobody_signs_outside_the_line(author: int, signer: int, superiors: frozenset[int], is_root: bool) -> None:
    verdict = may_sign(author=author, signer=signer, superiors=superiors, author_is_root=is_root)
    assert verdict.ok == ((signer == author and is_root) or (signer != author and signer in superiors))
    assert verdict.self_signed == (verdict.ok and signer == author)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b", "……", "。", "-\n-"])
def test_a_comment_that_says_nothing(text: str) -> None:
    assert judge_comment(text).codes == ("visits.comment.empty",)


@pytest.mark.parametrize("text", ["好", "OK", "👍", "讚！", "第一行\n第二行"])
def test_a_comment_that_says_something(text: str) -> None:
    assert judge_comment(text).ok


def test_a_comment_too_long_to_be_read() -> None:
    assert judge_comment("好" * 2000).ok
    assert judge_comment("好" * 2001).codes == ("visits.comment.too_long",)


@pytest.mark.parametrize(
    ("asked", "signed_by", "above", "wanted"),
    [
        (None, {2}, 2, None),
        (3, {2}, 2, 3),
        (3, {2, 3}, 2, None),
        (1, {2}, 2, None),
        (1, {9}, 2, 2),
        (1, {9}, None, None),
    ],
)
def test_whom_a_signed_report_waits_for(asked: int | None, signed_by: set[int], above: int, wanted: int | None) -> None:
    """The author is 1: on his own report his superior countersigns; nobody signs one report twice."""
    assert countersigner_of(asked=asked, author=1, signed_by=signed_by, above=above) == wanted


@pytest.mark.parametrize(
    ("signer", "eyes", "done", "code"),
    [
        (3, {3}, False, None),
        (4, {4, 3}, False, None),
        (4, {4}, False, "countersign.not_asked"),
        (3, {3}, True, "countersign.done"),
        (1, {1, 3}, False, "signoff.own_paper"),
    ],
)
def test_who_countersigns(signer: int, eyes: set[int], done: bool, code: str | None) -> None:
    verdict = may_countersign(author=1, signer=signer, waits_for=3, eyes=eyes, done=done)
    assert [reason.code for reason in verdict.reasons] == ([f"visits.{code}"] if code else [])


def test_a_question_asks_something_and_words_fit() -> None:
    assert judge_judgement("good", "", "visit-1").ok
    assert judge_judgement("question", "為什麼？", "visit-1").ok
    assert judge_judgement("question", "  ", "visit-1").reasons[0].code == "visits.judgement.question_without_words"
    assert judge_judgement("good", "長" * 201, "visit-1").reasons[0].field == "visit-1"
    assert judge_remark("").ok and not judge_remark("長" * 2001).ok
