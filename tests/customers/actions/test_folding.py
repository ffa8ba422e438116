"""Contacts of merged customers who are one person: one stays with all of both, and comes apart again."""

import pytest

from fieldday.customers.actions.erasing import erase_contact
from fieldday.customers.actions.folding import same_contacts
from fieldday.customers.actions.keying import key_contact
from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.merging import merge_accounts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Anniversary, Consent, Contact, Merge
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.meeting import set_contacts
from fieldday.visits.models import Visit
from tests.merging import LATER, WHY, tables
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _found_as_verbs_keep_them(world):
    Contact.objects.unscoped(WHY).filter(account__in=[world.lotus, world.dawn]).delete()
    write_search_rows(Account.objects.unscoped(WHY))


def contact(account, name="王大明", **said):
    row = Contact(account=account, name=name, **said)
    key_contact(row)
    row.save()
    return row


def merge(world, *, people=None, at=NOW):
    one, other = (Account.objects.unscoped(WHY).get(pk=row.pk) for row in (world.lotus, world.dawn))
    return merge_accounts(
        by=world.bob, kept_id=one.pk, gone_id=other.pk, kept_version=one.version, gone_version=other.version, chosen={},
        at=at, people=people,
    )  # fmt: skip


def met(visit):
    return list(Visit.contacts.through.objects.filter(visit=visit).values_list("contact_id", flat=True))


def people(account):
    return list(Contact.objects.unscoped(WHY).filter(account=account).order_by("name", "pk"))


def test_who_surely_is_one_becomes_one_with_all_of_both(world):
    stays = contact(world.lotus, mobile="0911-000-001", title="店長", note="愛喝茶")
    goes = contact(world.dawn, mobile="0911-000-001", phone="02-2345-6789", title="負責人", line_id="wang", note="午休")
    other = contact(world.dawn, "陳小姐")
    day = Anniversary.objects.create(account=world.dawn, contact=goes, month=2, day=3)
    said = Consent.objects.create(
        account=world.dawn, contact=goes, channel="sms", given=False, source="口頭", day=MONDAY, by=world.alice, at=NOW
    )
    visit = Visit.objects.create(account=world.dawn, person=world.alice, day=MONDAY, arrived_at=NOW, left_at=LATER)
    Visit.contacts.through.objects.create(visit=visit, contact=goes)
    merge(world)
    assert [row.pk for row in people(world.lotus)] == sorted([stays.pk, other.pk], key=lambda pk: pk == other.pk)
    stays.refresh_from_db()
    assert (stays.title, stays.phone, stays.line_id, stays.note) == (
        "店長",
        "02-2345-6789",
        "wang",
        "愛喝茶\n負責人\n午休",
    )
    for row in (day, said):
        row.refresh_from_db()
        assert (row.contact_id, row.account_id) == (stays.pk, world.lotus.pk)
    assert met(visit) == [stays.pk]


def test_what_disagrees_is_kept_beside(world):
    stays = contact(world.lotus, mobile="0911-000-001", email="a@x.tw")
    goes = contact(world.dawn, mobile="0922-000-002", email="b@x.tw", more=[{"kind": "fax", "label": "", "value": "1"}])
    assert [(pair.kept, pair.gone, pair.sure) for pair in same_contacts(world.lotus.pk, world.dawn.pk)] == [
        (stays, goes, False)
    ]
    merge(world, people={goes.pk: stays.pk})
    stays.refresh_from_db()
    assert (stays.mobile, stays.email) == ("0911-000-001", "a@x.tw")
    assert [way["value"] for way in stays.more] == ["0922-000-002", "b@x.tw", "1"]


def test_who_is_not_ticked_comes_along_as_he_is(world):
    contact(world.lotus)
    contact(world.dawn)
    merge(world, people={})
    assert len(people(world.lotus)) == 2


def test_it_comes_apart_to_the_last_field(world):
    stays = contact(world.lotus, mobile="0911-000-001")
    goes = contact(world.dawn, mobile="0911-000-001", note="x", phone="02-1")
    both = Visit.objects.create(account=world.dawn, person=world.alice, day=MONDAY, arrived_at=NOW, left_at=LATER)
    Visit.contacts.through.objects.create(visit=both, contact=goes)
    Anniversary.objects.create(account=world.dawn, contact=goes, month=2, day=3)
    write_search_rows(Account.objects.unscoped(WHY))
    before = tables()
    done = merge(world)
    assert len(people(world.lotus)) == 1
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert tables() == before
    assert people(world.dawn) == [goes] and people(world.lotus) == [stays]


def test_a_contact_changed_since_keeps_the_merge(world):
    stays, _goes = contact(world.lotus), contact(world.dawn)
    done = merge(world)
    Contact.objects.unscoped(WHY).filter(pk=stays.pk).update(version=9)
    with pytest.raises(Refused, match="changed_since"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_nobody_else_s_contact_is_taken(world):
    stays, goes, foreign = contact(world.lotus), contact(world.dawn), contact(world.maple)
    for pairs in ({goes.pk: foreign.pk}, {foreign.pk: stays.pk}, {stays.pk: goes.pk}):
        before = tables()
        with pytest.raises(Refused, match="unknown_contact"):
            merge(world, people=pairs)
        assert tables() == before


def test_a_visit_that_names_who_went_means_who_stayed(world):
    stays, goes = contact(world.lotus), contact(world.dawn)
    visit = Visit.objects.create(account=world.dawn, person=world.alice, day=MONDAY, arrived_at=NOW, left_at=LATER)
    merge(world)
    visit.refresh_from_db()
    set_contacts(visit, [goes.pk], None, by=world.alice, at=LATER)
    assert met(visit) == [stays.pk]


def test_who_is_erased_is_erased_from_what_merges_keep(world):
    stays = contact(world.lotus, mobile="0911-000-001")
    contact(world.dawn, mobile="0911-000-001", phone="02-2345-6789", email="secret@example.com")
    merge(world)
    erase_contact(by=world.oscar, contact_id=stays.pk, typed="王大明", at=LATER)
    kept = str(Merge.objects.unscoped(WHY).values_list("gone", flat=True).get())
    assert "王大明" not in kept and "secret@example.com" not in kept and "0911" not in kept
