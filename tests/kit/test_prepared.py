"""`prepared`: a question's SQL is made once, and asked with each call's own arguments."""

from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.customers.models import Account
from fieldday.kit.prepared import counted, prepared
from fieldday.people.models import Person
from fieldday.people.sight import line_of
from tests.world import MONDAY, TUESDAY, moment

pytestmark = pytest.mark.django_db
WHY = "a test"


def test_each_call_is_asked_with_its_own_arguments(world):
    made = []

    @prepared
    def owned(owner: int, name: str) -> Any:
        made.append(owner)
        return Account.objects.unscoped(WHY).filter(owner_id=owner).exclude(name=name).select_related("owner")

    for person in (world.alice, world.bob, world.alice):
        rows = Account.objects.unscoped(WHY).filter(owner=person)
        first = rows.values_list("name", flat=True).first() or ""
        with CaptureQueriesContext(connection) as asked:
            found = owned(person.pk, first)
            assert {row.owner.name for row in found} <= {person.name}
        assert len(asked) == 1
        assert set(found) == set(rows.exclude(name=first))
    assert len(made) == 1


def test_sets_of_ids_and_keys_of_every_kind_find_what_a_filter_finds(world):
    @prepared
    def among(owners: Any, ids: Any) -> Any:
        rows = Account.objects.unscoped(WHY).filter(owner_id__among=owners, pk__among=ids)
        return rows.values_list("pk", flat=True)

    @prepared
    def one(pk: Any, before: datetime, day: date) -> Any:
        return Account.objects.unscoped(WHY).filter(pk=pk, created_at__lt=before, created_at__date__lte=day)

    every = Account.objects.unscoped(WHY).exclude(owner=None)
    ids, owners = [row.pk for row in every], {row.owner_id for row in every}
    assert set(among(owners, ids)) == set(ids)
    for wanted in (ids[:1], ids[1:], []):
        assert set(among(owners, wanted)) == set(wanted)
    assert among((), ids) == []
    row = every[0]
    later = row.created_at.replace(year=row.created_at.year + 1)
    assert one(row.pk, later, later.date()) == [row]
    assert one(row.pk, row.created_at, later.date()) == []


def test_a_count_is_one_number_and_nothing_where_there_is_nothing(world):
    @prepared
    def people(name: str) -> Any:
        return counted(Person.objects.unscoped(WHY).filter(name=name))

    assert sum(people(world.alice.name)) == 1
    assert sum(people("nobody")) == 0


def test_an_argument_that_is_looked_at_is_refused(world):
    @prepared
    def looks(pk: int) -> Any:
        return Person.objects.unscoped(WHY).filter(pk=1 if pk > 5 else 2)

    @prepared
    def unknown(what: Any) -> Any:
        return Person.objects.unscoped(WHY).filter(pk=what)

    with pytest.raises(ValueError, match="did not come out"):
        looks(world.alice.pk)
    with pytest.raises(TypeError, match="no SQL is prepared"):
        unknown(1.5)


def test_everybody_sees_by_prepared_sql_what_he_sees_anyway(world, at_time):
    def seen_in(model: Any) -> Any:
        return prepared(lambda reader: model.objects.visible_to(reader).order_by("pk"))

    every = {model: seen_in(model) for model in apps.get_models() if hasattr(model, "sight")}
    people = list(Person.objects.unscoped(WHY).order_by("pk"))
    for day in (MONDAY, TUESDAY):  # Dora stands in for Bob on Tuesday
        at_time(moment(day))
        for person in (*people, *reversed(people)):
            for model, seen in every.items():
                plain = model.objects.visible_to(person).order_by("pk")
                assert seen(person) == list(plain), (model, person.name)


def test_sight_that_looks_at_more_of_a_person_than_his_line_is_refused(world):
    @prepared
    def by_title(reader: Any) -> Any:
        return Person.objects.unscoped(WHY).filter(title=reader.title)

    @prepared
    def one_by_one(reader: Any) -> Any:
        return Person.objects.unscoped(WHY).filter(pk__in=line_of(reader))

    with pytest.raises(AttributeError):
        by_title(world.bob)
    with pytest.raises(ValueError, match="did not come out"):
        one_by_one(world.bob)


@pytest.mark.parametrize("told", [(), ("name",)])
def test_rows_that_nobody_was_named_for_stay_closed(told, world):
    @prepared
    def closed(pk: int) -> Any:
        rows = Account.objects.filter(owner_id=pk)
        return rows.values_list(*told) if told else rows

    with pytest.raises(RuntimeError):
        closed(world.alice.pk)
