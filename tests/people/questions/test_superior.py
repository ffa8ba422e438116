"""Whose papers a person signs: direct reports, the whole line, a principal's, and the root's own."""

import pytest

from fieldday.people.questions.superior import signer
from tests.world import TUESDAY, moment

pytestmark = pytest.mark.django_db


def ids(*people):
    return {person.pk for person in people}


def test_direct_reports_come_apart_from_the_line(world):
    by = signer(world.mona)
    assert by.direct == ids(world.bob, world.carol, world.dora)
    assert by.line == ids(world.bob, world.alice, world.adam, world.carol, world.charlie, world.dora)
    assert by.behalf == {}


def test_one_signs_nothing_of_ones_own_but_the_root_does(world):
    assert not signer(world.bob).may_sign(world.bob.pk)
    assert signer(world.diana).may_sign(world.diana.pk)
    assert world.diana.pk in signer(world.diana).direct


def test_a_rep_signs_nobodys(world):
    assert signer(world.alice).line == frozenset()


def test_a_deputy_signs_for_the_principal_on_those_days_only(world, at_time):
    assert signer(world.dora).line == frozenset()
    at_time(moment(TUESDAY))
    by = signer(world.dora)
    assert by.line == by.direct == ids(world.alice, world.adam)
    assert by.behalf == {world.alice.pk: "Bob", world.adam.pk: "Bob"}
    assert not by.may_sign(world.bob.pk)
