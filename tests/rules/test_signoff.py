import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.signoff import after, judge_comment, may_move, may_sign

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
