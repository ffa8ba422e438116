"""Who is taken for the one in charge, by role and title."""

import pytest

from fieldday.rules.in_charge import is_in_charge


@pytest.mark.parametrize("title", ["店長", "老闆娘", "老板", "总经理", "採購 主任", "Purchasing Manager", "負責人"])
def test_a_title_says_so(title):
    assert is_in_charge(title)


@pytest.mark.parametrize("title", ["", "會計", "倉管", "總經理秘書", "採購助理", "業務", "Sales Assistant to the CEO"])
def test_another_title_or_none_says_nothing(title):
    assert not is_in_charge(title)


def test_the_role_goes_first():
    assert is_in_charge("會計", "owner")
    assert not is_in_charge("店長", "receives")
