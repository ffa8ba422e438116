"""Nobody raises himself, and an assistant never makes or touches who stands above assistants."""

import pytest

from fieldday.rules.reach import may_give_role, may_keep_person, may_raise
from fieldday.rules.tree import ROLES


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_keeps_everybody(role):
    assert may_keep_person(keeper="administrator", present=role).ok
    assert may_give_role(keeper="administrator", wanted=role).ok


@pytest.mark.parametrize("role", ["administrator", "director", "auditor"])
def test_an_assistant_neither_touches_nor_makes_who_sees_more(role):
    assert may_keep_person(keeper="assistant", present=role).codes == ("people.person.beyond_reach",)
    assert may_give_role(keeper="assistant", wanted=role).codes == ("people.role.beyond_reach",)


@pytest.mark.parametrize("role", ["", "rep", "supervisor", "manager", "assistant"])
def test_an_assistant_keeps_the_others(role):
    assert may_keep_person(keeper="assistant", present=role).ok
    assert may_give_role(keeper="assistant", wanted=role).ok


def test_nobody_but_an_administrator_changes_his_own_role():
    assert may_give_role(keeper="assistant", wanted="manager", oneself=True).codes == ("people.role.own",)
    assert may_give_role(keeper="administrator", wanted="director", oneself=True).ok


def test_the_last_administrator_stays_one():
    verdict = may_give_role(keeper="administrator", wanted="rep", oneself=True, last_administrator=True)
    assert verdict.codes == ("people.role.last_administrator",)
    assert verdict.reasons[0].field == "role"
    assert may_give_role(keeper="administrator", wanted="administrator", last_administrator=True).ok


def test_an_assistant_lifts_nobody_who_signs_in_to_the_top():
    asked = {"name": "Eve", "role": "director", "field": "leader"}
    verdict = may_raise(keeper="assistant", can_sign_in=True, **asked)
    assert [(reason.code, reason.field) for reason in verdict.reasons] == [("people.role.risen", "leader")]
    assert may_raise(keeper="assistant", can_sign_in=False, **asked).ok
    assert may_raise(keeper="administrator", can_sign_in=True, **asked).ok
    assert may_raise(keeper="assistant", can_sign_in=True, name="Eve", role="supervisor").ok
