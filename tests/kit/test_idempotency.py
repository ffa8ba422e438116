"""The same form twice has one effect, also when both come at once; another body is told; a refusal keeps nothing."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from fieldday.kit.idempotency import Answer, OtherBody, digest_of, forget_forms, once
from fieldday.kit.models import PostedForm
from fieldday.kit.refusals import Refused
from fieldday.people.models import Area
from tests.world import NOW, person


@pytest.fixture
def alice(db):
    return person("alice", "Alice")


def _make(name="南區"):
    def effect():
        Area.objects.create(external_id=uuid4().hex, name=name)
        return Answer(303, {"location": "/x"})

    return effect


def test_the_same_key_and_body_has_one_effect_and_one_answer(alice):
    key = uuid4()
    answers = [once(person=alice, key=key, digest="d", at=NOW, effect=_make()) for _ in range(3)]
    assert Area.objects.count() == 1 and PostedForm.objects.count() == 1
    assert answers == [Answer(303, {"location": "/x"})] * 3


def test_the_same_key_with_another_body_is_told_and_does_nothing(alice):
    key = uuid4()
    once(person=alice, key=key, digest="d", at=NOW, effect=_make())
    with pytest.raises(OtherBody):
        once(person=alice, key=key, digest="e", at=NOW, effect=_make())
    assert Area.objects.count() == 1


def test_a_key_belongs_to_its_person(alice):
    key, bob = uuid4(), person("bob", "Bob")
    for one in (alice, bob):
        once(person=one, key=key, digest=one.external_id, at=NOW, effect=_make())
    assert Area.objects.count() == 2


def test_a_refused_effect_keeps_nothing_and_the_form_may_come_again(alice):
    key = uuid4()

    def refuse():
        _make()()
        raise Refused("people.not_allowed")

    with pytest.raises(Refused):
        once(person=alice, key=key, digest="d", at=NOW, effect=refuse)
    assert Area.objects.count() == 0 and PostedForm.objects.count() == 0
    once(person=alice, key=key, digest="d", at=NOW, effect=_make())
    assert Area.objects.count() == 1


def test_a_broken_rule_of_the_database_inside_the_effect_is_not_taken_for_a_second_coming(alice):
    def twice():
        Area.objects.create(external_id="same", name="a")
        Area.objects.create(external_id="same", name="b")
        return Answer(303, {})

    with pytest.raises(IntegrityError):
        once(person=alice, key=uuid4(), digest="d", at=NOW, effect=twice)
    assert Area.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_have_one_effect(alice):
    key, start, answers, faults = uuid4(), threading.Barrier(6), [], []

    def send():
        try:
            start.wait(10)
            answers.append(once(person=alice, key=key, digest="d", at=NOW, effect=_make()))
        except Exception as error:  # told by the test's own thread
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    assert answers == [Answer(303, {"location": "/x"})] * 6
    assert Area.objects.count() == 1 and PostedForm.objects.count() == 1


def test_a_digest_knows_fields_values_their_order_and_files():
    same = digest_of({"a": ["1", "2"], "b": ["3"]})
    assert same == digest_of({"b": ["3"], "a": ["1", "2"]})
    others = [
        digest_of({"a": ["2", "1"], "b": ["3"]}),
        digest_of({"a": ["1"], "b": ["2", "3"]}),
        digest_of({"a": ["1", "2"], "b": ["3"]}, {"f": b""}),
        digest_of({"a": ["1", "2"], "b": ["3"]}, {"f": b"x"}),
        digest_of({"a": ["12"], "b": ["3"]}),
        digest_of({}),
    ]
    assert len({same, *others}) == 7


def test_the_keys_of_forms_are_forgotten_after_ninety_days(alice, monkeypatch):
    monkeypatch.setattr("fieldday.kit.idempotency.AT_ONCE", 2)
    for days in (89, 90, 91, 91, 92, 100, 300):
        once(person=alice, key=uuid4(), digest="d", at=NOW - timedelta(days=days), effect=_make())
    assert forget_forms(at=NOW) == 5
    assert sorted(PostedForm.objects.values_list("at", flat=True)) == [NOW - timedelta(days=d) for d in (90, 89)]
    assert forget_forms(at=NOW) == 0
    monkeypatch.setattr("fieldday.kit.idempotency.MOST", 2)
    for days in (91, 92, 93):
        once(person=alice, key=uuid4(), digest="d", at=NOW - timedelta(days=days), effect=_make())
    assert [forget_forms(at=NOW) for _ in range(2)] == [2, 1], "a run has its bounds, the next one goes on"
