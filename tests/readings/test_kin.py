"""The parents above a customer and the branches below it, in the reader's sight."""

import pytest

from fieldday.customers.models import Account
from fieldday.readings.kin import DEEPEST, kin_of
from tests.counting import queries
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(world):
    """甲 › 乙 › 丙 › 丁 › 戊 › 己, all of Alice's; 乙 has another branch, of Charlie's."""
    made = []
    for name in "甲乙丙丁戊己":
        parent = made[-1] if made else None
        made.append(Account.objects.create(name=name, owner=world.alice, parent=parent, created_at=NOW))
    Account.objects.create(name="別人的", owner=world.charlie, parent=made[1], created_at=NOW)
    return made


def test_all_branches_stand_below_each_other_and_all_parents_above(world, chain):
    kin = kin_of(world.alice, chain[0], MONDAY)
    assert [(one.name, one.depth) for one in kin.branches] == [("乙", 0), ("丙", 1), ("丁", 2), ("戊", 3), ("己", 4)]
    assert kin.parents == ()
    assert [one.name for one in kin_of(world.alice, chain[5], MONDAY).parents] == ["甲", "乙", "丙", "丁", "戊"]
    middle = kin_of(world.mona, chain[1], MONDAY)
    assert [(one.name, one.depth) for one in middle.branches] == [
        ("丙", 0),
        ("丁", 1),
        ("戊", 2),
        ("己", 3),
        ("別人的", 0),
    ]


def test_a_ring_that_should_not_be_ends_all_the_same(world, chain):
    Account.objects.unscoped("a test").filter(pk=chain[0].pk).update(parent=chain[5])
    chain[0].refresh_from_db()
    kin = kin_of(world.alice, chain[0], MONDAY)
    assert len(kin.branches) <= DEEPEST and len(kin.parents) <= DEEPEST


def test_a_step_is_one_query_however_many_branches(world, chain):
    def asked():
        return queries(lambda: kin_of(world.alice, chain[0], MONDAY))

    few = asked()
    for n in range(30):
        Account.objects.create(name=f"店 {n}", owner=world.alice, parent=chain[1], created_at=NOW)
    assert asked() == few
