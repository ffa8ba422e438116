import pytest

from fieldday.customers.actions.group_keeping import (
    add_group,
    change_group,
    put_in_group,
    remove_group,
    take_from_group,
)
from fieldday.customers.actions.segment_keeping import add_segment
from fieldday.customers.models import Group, GroupMember, Segment
from fieldday.customers.questions.groups import group_tree
from fieldday.kit.refusals import Refused
from tests.world import NOW

NAMES = {"重點", "北區"}
NEVER = {"field": "last_visit", "op": "never"}


def make(world, name, by="alice", **more):
    return add_group(by=world.people[by], name=name, at=NOW, **more)


def refused(call, **facts):
    with pytest.raises(Refused) as caught:
        call(**facts)
    return caught.value.code


def test_a_tree_counts_each_customer_in_sight_once(world):
    outer = make(world, "重點", by="mona", share="company")
    inner = make(world, "北區", by="mona", share="company", parent_id=outer.pk)
    mona, alice = world.mona, world.alice
    put_in_group(by=mona, group_id=outer.pk, account_ids=[world.lotus.pk, world.maple.pk], at=NOW)
    assert put_in_group(by=alice, group_id=inner.pk, account_ids=[world.lotus.pk, world.dawn.pk], at=NOW) == 2
    assert put_in_group(by=alice, group_id=inner.pk, account_ids=[world.lotus.pk], at=NOW) == 0
    shown = {
        reader.name: [(n.row.name, n.depth, n.direct, n.whole) for n in group_tree(reader) if n.row.name in NAMES]
        for reader in (mona, alice)
    }
    assert shown["Mona"] == [("重點", 0, 2, 3), ("北區", 1, 2, 2)]
    assert shown["Alice"] == [("重點", 0, 1, 2), ("北區", 1, 2, 2)]
    assert take_from_group(by=alice, group_id=inner.pk, account_ids=[world.lotus.pk, world.dawn.pk], at=NOW) == 2


def test_a_customer_or_a_group_out_of_sight_is_as_if_missing(world):
    mine, theirs = make(world, "我的"), make(world, "他的", by="charlie")
    for group, account in ((mine, world.maple), (theirs, world.lotus)):
        with pytest.raises(Refused) as caught:
            put_in_group(by=world.alice, group_id=group.pk, account_ids=[world.lotus.pk, account.pk], at=NOW)
        assert caught.value.missing
    assert not GroupMember.objects.unscoped("a test").exists()
    assert refused(make, world=world, name="裡", parent_id=theirs.pk) == "customers.group.parent_unknown"


def test_a_group_never_lies_in_itself_nor_in_one_that_fewer_see(world):
    outer = make(world, "外", share="company")
    inner = make(world, "內", share="company", parent_id=outer.pk)
    facts = {"by": world.alice, "group_id": outer.pk, "version": 1, "name": "外", "at": NOW}
    assert refused(change_group, share="company", parent_id=inner.pk, **facts) == "customers.group.ring"
    assert refused(change_group, share="company", parent_id=outer.pk, **facts) == "customers.group.ring"
    assert refused(change_group, share="private", **facts) == "customers.group.inner_more_shared"
    private = make(world, "私")
    assert (
        refused(make, world=world, name="公", share="company", parent_id=private.pk)
        == "customers.group.parent_less_shared"
    )
    assert refused(make, world=world, name="內", parent_id=outer.pk) == "customers.group.name_taken"


def test_what_holds_a_group_back_is_said_and_nothing_is_lost(world):
    outer = make(world, "外")
    inner = make(world, "內", parent_id=outer.pk)
    put_in_group(by=world.alice, group_id=inner.pk, account_ids=[world.lotus.pk], at=NOW)
    asks = {"field": "group", "op": "in", "value": [str(inner.pk)]}
    add_segment(by=world.alice, name="問", condition={"all": [asks]}, at=NOW)
    facts = {"by": world.alice, "version": 1, "at": NOW}
    assert refused(remove_group, group_id=outer.pk, **facts) == "customers.group.holds_groups"
    assert refused(remove_group, group_id=inner.pk, **facts) == "customers.group.asked_for"
    Segment.objects.unscoped("a test").all().delete()
    remove_group(group_id=inner.pk, **facts)
    remove_group(group_id=outer.pk, **facts)
    assert not Group.objects.unscoped("a test").filter(pk__in=[outer.pk, inner.pk]).exists()


def test_only_the_owner_his_line_and_the_office_change_what_is_shared(world):
    group = make(world, "公", share="company")
    facts = {"group_id": group.pk, "name": "改", "share": "company", "at": NOW}
    assert refused(change_group, by=world.charlie, version=1, **facts) == "customers.shared.not_yours"
    change_group(by=world.bob, version=1, **facts)
    assert refused(change_group, by=world.ada, version=1, **{**facts, "name": "再改"}) == "kit.form.changed_meanwhile"
    change_group(by=world.ada, version=2, **{**facts, "name": "再改"})
    assert refused(change_group, by=world.uma, version=3, **facts) == "people.not_allowed"


def test_a_segment_is_saved_whole_or_not_at_all(world):
    with pytest.raises(Refused) as caught:
        add_segment(by=world.oscar, name=" ", share="team", condition={"all": [{"field": "x", "op": "is"}]}, at=NOW)
    assert [(reason.code.rsplit(".", 1)[1], reason.field) for reason in caught.value.reasons] == [
        ("without_name", "name"),
        ("without_team", "share"),
        ("unknown_field", "c-1"),
    ]
    private = make(world, "私")
    asks = {"all": [NEVER, {"field": "group", "op": "in", "value": [str(private.pk)]}]}
    said = {"by": world.alice, "name": "給大家", "condition": asks, "at": NOW}
    assert refused(add_segment, share="company", **said) == "customers.segment.group_less_shared"
    assert add_segment(share="private", **said).condition == asks
