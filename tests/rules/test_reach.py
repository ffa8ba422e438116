"""Nobody raises himself, and an assistant never makes or touches who stands above assistants."""

import pytest

from fieldday.rules.reach import may_give_role, may_keep_person
from fieldday.rules.tree import ROLES


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_keeps_everybody(role):
    assert may_keep_person(keeper="administrator", present=role).ok
    assert may_give_role(keeper="administrator", wanted=role).ok


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_an_assistant_neither_touches_nor_makes_who_sees_more(role):
    assert may_keep_person(keeper="assistant", present=role).codes == ("people.person.beyond_reach",)
    assert may_give_role(keeper="assistant", wanted=role).codes == ("people.role.beyond_reach",)


@pytest.mark.parametrize("role", ["", "rep", "supervisor", "manager", "director", "assistant"])
def test_an_assistant_keeps_the_others(role):
    assert may_keep_person(keeper="assistant", present=role).ok
    assert may_give_role(keeper="assistant", wanted=role).ok


def test_nobody_but_an_administrator_changes_his_own_role():
    assert may_give_role(keeper="assistant", wanted="director", oneself=True).codes == ("people.role.own",)
    assert may_give_role(keeper="administrator", wanted="director", oneself=True).ok


def test_the_last_administrator_stays_one():
    verdict = may_give_role(keeper="administrator", wanted="rep", oneself=True, last_administrator=True)
    assert verdict.codes == ("people.role.last_administrator",)
    assert verdict.reasons[0].field == "role"
    assert may_give_role(keeper="administrator", wanted="administrator", last_administrator=True).ok
