"""`among`: the rows of any number of ids, handed over as one parameter."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.customers.models import Account
from fieldday.people.models import Person
from tests.world import NOW

pytestmark = pytest.mark.django_db
WHY = "a test"


def test_it_finds_what_in_finds_by_key_and_by_relation(world):
    accounts, people = Account.objects.unscoped(WHY), Person.objects.unscoped(WHY)
    ids = list(accounts.values_list("pk", flat=True))[:2]
    assert set(accounts.filter(pk__among=ids)) == set(accounts.filter(pk__in=ids)) != set()
    owners = [world.alice.pk, world.bob.pk]
    assert set(accounts.filter(owner_id__among=owners)) == set(accounts.filter(owner__in=owners)) != set()
    assert set(people.filter(pk__among={world.alice.pk})) == {world.alice}
    assert set(people.filter(accounts__among=ids)) == set(people.filter(accounts__in=ids)) != set()


def test_texts_are_found_letter_by_letter(world):
    accounts = Account.objects.unscoped(WHY)
    odd = ['a"b', "c\\d", "{e,f}", "100%", "'; --", "NULL", " 藥 局\n"]
    for text in (*odd, "other", "nulls"):
        Account.objects.create(name=text, created_at=NOW)
    assert sorted(accounts.filter(name__among=odd).values_list("name", flat=True)) == sorted(odd)


def test_what_is_not_among_them_stays_out(world):
    accounts = Account.objects.unscoped(WHY)
    one = accounts.first()
    assert one not in accounts.exclude(pk__among=[one.pk])
    assert not accounts.filter(pk__among=[uuid4()])


def test_of_none_nothing_is_asked_and_of_many_one_parameter_is_sent(world):
    with CaptureQueriesContext(connection) as asked:
        assert list(Account.objects.unscoped(WHY).filter(pk__among=[])) == []
        assert len(asked) == 0
    many = [uuid4() for _ in range(70_000)]  # more than either database takes parameters
    assert list(Account.objects.unscoped(WHY).filter(pk__among=many)) == []


def test_only_ids_are_taken(world):
    with pytest.raises(ValueError, match="invalid literal"):
        list(Person.objects.unscoped(WHY).filter(pk__among=["1); drop table people_person; --"]))
