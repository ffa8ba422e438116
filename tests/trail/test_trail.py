"""The trail: written with its effect or not at all, sealed without a fork, and every later change shows."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from fieldday import trail
from fieldday.kit.actors import SYSTEM
from fieldday.trail.models import Event, Seal
from fieldday.trail.sealing import seal, verify
from fieldday.trail.writing import event, record_many
from tests.world import FRIDAY, NOW, person


def _write(count, by=None, noun=None):
    noun = noun or person(f"p{Event.objects.count()}", "P")
    with transaction.atomic():
        return record_many(
            [event("people.person.imported", by=by or SYSTEM, noun=noun, at=NOW, n=n) for n in range(count)]
        )


def test_an_event_says_who_did_what_to_what_when(world):
    with transaction.atomic():
        trail.record(
            "trade.order.taken", by=world.dora, on_behalf_of=world.bob, noun=world.alices.order, at=NOW,
            claimed_at=NOW - timedelta(minutes=5), account_id=world.lotus.pk, day=FRIDAY,
            total=Decimal("200.00"), planned=True, note=None,
        )  # fmt: skip
    kept = Event.objects.get()
    assert (kept.by_id, kept.on_behalf_of_id, kept.verb) == (world.dora.pk, world.bob.pk, "trade.order.taken")
    assert (kept.noun, kept.noun_id) == ("trade.order", str(world.alices.order.pk))
    assert (kept.account_id, kept.day, kept.at) == (world.lotus.pk, FRIDAY, NOW)
    assert kept.claimed_at == NOW - timedelta(minutes=5)
    assert kept.changes == {"total": "200", "planned": True, "note": None}
    assert kept.seal_no is None


def test_the_system_has_no_id(world):
    assert _write(1)[0].by_id is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_trail_is_not_written_outside_the_effects_transaction():
    noun = person("alice", "Alice")
    with pytest.raises(RuntimeError, match="transaction"):
        trail.record("people.person.invited", by=noun, noun=noun, at=NOW)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trail.record("people.person.invited", by=noun, noun=noun, at=NOW)
        raise ZeroDivisionError
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_what_cannot_be_signed_is_not_recorded():
    noun = person("alice", "Alice")
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        trail.record("people.person.invited", by=noun, noun=noun, at=NOW, odd=object())


@pytest.mark.django_db
def test_sealing_numbers_events_without_a_gap_and_chains_the_seals():
    _write(7)
    assert seal(at=NOW, most=3) == 3
    assert seal(at=NOW, most=3) == 3
    state = verify()
    assert (state.sealed, state.unsealed, state.ok) == (6, 1, True)
    assert seal(at=NOW, most=3) == 1
    assert seal(at=NOW) == 0
    assert list(Event.objects.order_by("id").values_list("seal_no", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    seals = list(Seal.objects.order_by("no"))
    assert [(one.no, one.first, one.last) for one in seals] == [(1, 1, 3), (2, 4, 6), (3, 7, 7)]
    assert [one.previous for one in seals] == ["", seals[0].digest, seals[1].digest]
    assert verify().head == seals[2].digest and verify().unsealed == 0


@pytest.mark.django_db
def test_an_empty_trail_verifies():
    state = verify()
    assert state.ok and (state.sealed, state.unsealed, state.head) == (0, 0, "")


def _change(**values):
    return lambda: Event.objects.filter(seal_no=4).update(**values)


TAMPERED = {
    "another person": (_change(by_id=999), (2,)),
    "on another's behalf": (_change(on_behalf_of_id=1), (2,)),
    "another verb": (_change(verb="people.person.invited"), (2,)),
    "another noun": (_change(noun_id="0"), (2,)),
    "another customer": (_change(account_id="01890000-0000-7000-8000-000000000000"), (2,)),
    "another moment": (_change(at=NOW + timedelta(microseconds=1)), (2,)),
    "another claim": (_change(claimed_at=NOW), (2,)),
    "another day": (_change(day=FRIDAY), (2,)),
    "another content": (_change(changes={"n": 99}), (2,)),
    "an event gone": (lambda: Event.objects.filter(seal_no=4).delete(), (2,)),
    "an event taken out": (_change(seal_no=None), (2,)),
    "a seal rewritten": (lambda: Seal.objects.filter(no=1).update(digest="0" * 64), (1, 2)),
    "a seal gone": (lambda: Seal.objects.filter(no=2).delete(), (3,)),
    "a seal widened": (lambda: Seal.objects.filter(no=3).update(last=10), (3,)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", TAMPERED)
def test_any_later_change_is_found(what):
    _write(7)
    while seal(at=NOW, most=3):
        pass
    tamper, broken = TAMPERED[what]
    tamper()
    state = verify()
    assert not state.ok and set(broken) <= set(state.broken)


@pytest.mark.django_db
def test_an_event_slipped_in_behind_the_last_seal_is_found():
    _write(3)
    seal(at=NOW)
    _write(1)
    slipped = Event.objects.get(seal_no=None)
    for number in (0, 4, 99):
        Event.objects.filter(pk=slipped.pk).update(seal_no=number)
        assert not verify().ok and verify().stray == 1
    Event.objects.filter(pk=slipped.pk).update(seal_no=None)
    assert verify().ok and verify().unsealed == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sealers_and_writers_that_race_fork_nothing():
    noun, start, faults = person("alice", "Alice"), threading.Barrier(6), []

    def run(act):
        try:
            start.wait(10)
            for _ in range(8):
                act()
        except Exception as error:  # told by the test's own thread
            faults.append(error)
        finally:
            connection.close()

    acts = [lambda: seal(at=NOW, most=5)] * 3 + [lambda: _write(3, noun=noun)] * 3
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    while seal(at=NOW, most=5):
        pass
    state = verify()
    assert state.ok and (state.sealed, state.unsealed) == (72, 0)
    numbers = list(Event.objects.order_by("seal_no").values_list("seal_no", flat=True))
    assert numbers == list(range(1, 73))
