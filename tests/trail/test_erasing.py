"""What the trail says of a person can go; that it was done stays, and every seal verifies as before."""

import importlib

import pytest
from django.apps import apps
from django.db import transaction

from fieldday.rules.digest import chain, plain
from fieldday.trail.erasing import about, erase_payloads, naming
from fieldday.trail.models import Event, Seal
from fieldday.trail.sealing import ERASED, seal, verify
from fieldday.trail.writing import event, record_many
from tests.world import NOW


def _said(world, **changes):
    with transaction.atomic():
        rows = record_many(
            [
                event("customers.contact.changed", by=world.alice, noun=world.lotus, at=NOW,
                      account_id=world.lotus.pk, **changes)
            ]
        )  # fmt: skip
    return rows[0]


def _erase(world, which):
    with transaction.atomic():
        return erase_payloads(which, by=world.oscar, noun=world.lotus, at=NOW)


def test_an_erased_payload_leaves_the_chain_whole(world):
    _said(world, name="林小姐", phone="02-2345-6789")
    _said(world, note="kept")
    seal(at=NOW)
    head = verify().head
    assert _erase(world, naming([world.lotus.pk], ["林小姐"])) == 1
    assert verify().ok and verify().head == head and (verify().erased, verify().unaccounted) == (1, 0)
    seal(at=NOW)
    assert verify().ok and verify().unsealed == 0
    gone = Event.objects.get(erased=True)
    assert (gone.changes, gone.salt, gone.verb, gone.by_id) == ({}, "", "customers.contact.changed", world.alice.pk)
    assert len(gone.digest) == 64
    assert Event.objects.get(verb=ERASED).changes == {"events": [gone.pk]}
    assert Event.objects.filter(changes={"note": "kept"}).exists()


def test_an_event_not_yet_sealed_is_erased_as_well(world):
    _said(world, name="林小姐")
    _erase(world, about("customers.account", [world.lotus.pk]))
    seal(at=NOW)
    assert verify().ok and verify().erased == 1


def test_a_name_is_found_in_any_depth_and_another_customer_is_left_alone(world):
    _said(world, changed={"more": [{"value": "LIN@example.com"}]})
    assert Event.objects.filter(naming([world.lotus.pk], ["lin@example.com", " "])).count() == 1
    assert not Event.objects.filter(naming([world.lotus.pk], ["", " "])).exists()
    assert not Event.objects.filter(naming([world.maple.pk], ["lin@example.com"])).exists()


@pytest.mark.parametrize(
    "tamper",
    [
        {"changes": {}},
        {"changes": {}, "salt": "", "erased": True},
        {"digest": "0" * 64},
        {"erased": True, "digest": "0" * 64},
    ],
)
def test_a_payload_that_vanishes_without_an_act_is_found(world, tamper):
    _said(world, name="林小姐")
    seal(at=NOW)
    Event.objects.update(**tamper)
    assert not verify().ok


def test_seals_of_before_are_made_anew_and_a_broken_one_stays_broken(world):
    for n in range(3):
        _said(world, n=n)
        seal(at=NOW)
    previous = ""
    for one in Seal.objects.order_by("no"):
        rows = Event.objects.filter(seal_no__range=(one.first, one.last))
        leaves = [
            plain([e.seal_no, e.at, e.claimed_at, e.by_id, e.on_behalf_of_id, e.verb, e.noun, e.noun_id,
                   e.account_id, e.day, e.changes])
            for e in rows
        ]  # fmt: skip
        one.previous, one.digest = previous, "f" * 64 if one.no == 2 else chain(previous, leaves)
        one.save()
        previous = one.digest
    Event.objects.update(salt="", digest="")
    importlib.import_module("fieldday.trail.migrations.0003_salted_payloads").reseal(apps, None)
    assert verify().broken == (2,)
