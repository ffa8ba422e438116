"""Many customers changed at once: previewed, done in steps, taken back while nobody touched them, in sight only."""

from datetime import timedelta

import pytest

from fieldday.customers.actions import bulk_running
from fieldday.customers.actions.bulk_editing import draft_bulk_edit, reverse_bulk_edit, run_bulk_edit
from fieldday.customers.actions.bulk_running import run_bulk_edits
from fieldday.customers.actions.group_keeping import add_group
from fieldday.customers.actions.status_keeping import change_status
from fieldday.customers.models import Account, BulkEdit, BulkRow, Field, GroupMember, StatusChange
from fieldday.customers.questions.bulk_edits import bulk_edit_seen, bulk_edit_told
from fieldday.kit.refusals import Refused
from fieldday.trail.models import Event
from tests.world import NOW, account

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)
DORMANT = {"status": "dormant", "reason": "半年沒有訂單"}


def _fresh(row):
    return Account.objects.unscoped("a test").get(pk=row.pk)


def _drafted(by, kind, said, *rows):
    return draft_bulk_edit(by=by, kind=kind, said=said, account_ids=[row.pk for row in rows], at=NOW)


def _done(by, edit):
    run_bulk_edit(by=by, edit_id=edit.pk, at=LATER)
    run_bulk_edits(at=LATER)
    edit.refresh_from_db()
    assert edit.state == "done"
    return bulk_edit_told(by, edit)


def _undone(by, edit):
    reverse_bulk_edit(by=by, edit_id=edit.pk, at=LATER)
    run_bulk_edits(at=LATER + timedelta(minutes=1))
    edit.refresh_from_db()
    assert edit.state == "undone"
    return bulk_edit_told(by, edit)


def test_a_preview_changes_nothing_and_tells_what_would(world):
    Account.objects.unscoped("a test").filter(pk=world.dawn.pk).update(status="dormant")
    edit = _drafted(world.alice, "status", DORMANT, world.lotus, world.dawn, world.maple)
    told = bulk_edit_told(world.alice, edit)
    assert told.counts == {"waiting": 1, "same": 1}  # Maple is another's: it is not even counted
    assert [(row.name, row.before, row.after) for row in told.first] == [(world.lotus.name, "active", "dormant")]
    assert _fresh(world.lotus).status == "active"
    assert bulk_edit_seen(world.bob, edit.pk) is None


def test_each_customer_has_its_event_and_its_reason_and_goes_back(world):
    edit = _drafted(world.bob, "status", DORMANT, world.lotus, world.fir)
    assert _done(world.bob, edit).counts == {"done": 2}
    assert {_fresh(row).status for row in (world.lotus, world.fir)} == {"dormant"}
    rows = StatusChange.objects.unscoped("a test").filter(account__in=[world.lotus, world.fir])
    assert set(rows.values_list("reason", "by_id")) == {("半年沒有訂單", world.bob.pk)}
    events = Event.objects.filter(verb="customers.account.status_changed", by_id=world.bob.pk)
    assert {str(event.account_id) for event in events} == {str(world.lotus.pk), str(world.fir.pk)}
    change_status(by=world.alice, account_id=world.lotus.pk, status="prospect", at=LATER)
    told = _undone(world.bob, edit)
    assert told.counts == {"undone": 1, "touched": 1}
    assert [row.name for row in told.alone] == [world.lotus.name]
    assert (_fresh(world.fir).status, _fresh(world.lotus).status) == ("active", "prospect")


def test_who_changed_since_the_preview_is_left_alone_and_named(world):
    edit = _drafted(world.bob, "source", {"source": "展覽"}, world.lotus, world.fir, world.harbour)
    change_status(by=world.alice, account_id=world.lotus.pk, status="prospect", at=NOW)
    Account.objects.unscoped("a test").filter(pk=world.fir.pk).update(owner=world.charlie)
    told = _done(world.bob, edit)
    assert told.counts == {"done": 1, "stale": 1, "away": 1}
    assert {(row.name, row.state) for row in told.alone} == {(world.lotus.name, "stale"), ("", "away")}
    assert (_fresh(world.lotus).source, _fresh(world.harbour).source) == ("", "展覽")


def test_it_goes_in_steps(world, monkeypatch):
    monkeypatch.setattr(bulk_running, "AT_ONCE", 3)
    rows = [account(f"B{n}", f"客戶 {n}", world.alice, world.north) for n in range(8)]
    edit = _drafted(world.mona, "area", {"area": str(world.south.pk)}, *rows)
    assert _done(world.mona, edit).counts == {"done": 8}
    assert {_fresh(row).area_id for row in rows} == {world.south.pk}
    assert _undone(world.mona, edit).counts == {"undone": 8}
    assert {_fresh(row).area_id for row in rows} == {world.north.pk}


def test_groups_are_joined_and_left(world):
    group = add_group(by=world.alice, name="重點", at=NOW)
    held = GroupMember.objects.unscoped("a test").filter(group=group)
    held.create(group=group, account=world.dawn, at=NOW)
    edit = _drafted(world.alice, "join", {"group": str(group.pk)}, world.lotus, world.dawn)
    assert _done(world.alice, edit).counts == {"done": 1, "same": 1}
    assert held.count() == 2
    _undone(world.alice, edit)
    assert list(held.values_list("account_id", flat=True)) == [world.dawn.pk]
    edit = _drafted(world.alice, "leave", {"group": str(group.pk)}, world.lotus, world.dawn)
    assert _done(world.alice, edit).counts == {"done": 1, "same": 1}
    assert not held.exists()


def test_own_fields_are_set_where_a_customer_has_them_and_the_others_are_named(world):
    Field.objects.create(key="beds", type="number", name_zh="床數", name_en="Beds", kinds=[world.lotus.kind])
    Account.objects.unscoped("a test").filter(pk=world.fir.pk).update(kind="person")
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(fields={"gone": "x"})
    edit = _drafted(world.bob, "own", {"key": "beds", "own-beds": "12"}, world.lotus, world.fir)
    told = bulk_edit_told(world.bob, edit)
    assert [(row.name, row.code) for row in told.alone] == [(world.fir.name, "customers.bulk.field_not_asked")]
    assert _done(world.bob, edit).counts == {"done": 1, "refused": 1}
    assert _fresh(world.lotus).fields.keys() == {"gone", "beds"}
    _undone(world.bob, edit)
    assert _fresh(world.lotus).fields == {"gone": "x"}


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("status", {"status": "lost"}, "reason"),
        ("status", {"status": "rich"}, "status"),
        ("area", {"area": "99999999"}, "area"),
        ("area", {"area": "x"}, "area"),
        ("source", {"source": "x" * 61}, "source"),
        ("join", {"group": "x"}, "group"),
        ("own", {"key": "nothing"}, "kind"),
        ("owner", {"owner": "1"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, kind, said, field):
    with pytest.raises(Refused) as refused:
        _drafted(world.alice, kind, said, world.lotus)
    assert [reason.field for reason in refused.value.reasons] == [field]
    assert not BulkEdit.objects.unscoped("a test").exists()


def test_it_is_its_maker_s_alone_done_once_and_nobody_s_who_only_reads(world):
    edit = _drafted(world.alice, "source", {"source": "展覽"}, world.lotus)
    for act in (run_bulk_edit, reverse_bulk_edit):
        with pytest.raises(Refused) as refused:
            act(by=world.bob, edit_id=edit.pk, at=NOW)
        assert refused.value.missing
    _done(world.alice, edit)
    with pytest.raises(Refused):
        run_bulk_edit(by=world.alice, edit_id=edit.pk, at=LATER)
    with pytest.raises(Refused):
        _drafted(world.uma, "source", {"source": "展覽"}, world.lotus)
    with pytest.raises(Refused):
        _drafted(world.alice, "source", {"source": "展覽"}, world.maple)


def test_previews_that_nobody_went_on_with_are_forgotten(world):
    _drafted(world.alice, "source", {"source": "展覽"}, world.lotus)
    run_bulk_edits(at=NOW + timedelta(hours=23))
    assert BulkRow.objects.unscoped("a test").count() == 1
    run_bulk_edits(at=NOW + timedelta(hours=25))
    assert not BulkEdit.objects.unscoped("a test").exists()
