"""No phone holds what its person may not see, in random companies, before and after somebody moves. Both databases;
and a phone of fifty customers asks the database no more than one of one."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from fieldday.customers.models import Account, AccountNote, Contact
from fieldday.kit import clock
from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Deputy, Person
from fieldday.readings.phone.accounts import account_rows
from fieldday.readings.phone.everything import account_marks, daily_rows, seldom_rows
from fieldday.trade.models import Order
from fieldday.visits.models import Code, DailyReport, Expense, MarketNote, Photo, Plan, Stop, Visit
from tests.house.test_sight import Company, companies
from tests.sync.test_door import ask
from tests.world import FRIDAY, MONDAY, NOW, account, moment, order

pytestmark = pytest.mark.django_db
# Nouns that a phone's records name by a UUID, and those of them that a person may not see and that must not be named.
SIGHTED = (Account, Contact, Visit, Stop, Plan, DailyReport, Expense, Photo)


def _ids(value):
    """Every UUID that is said anywhere in a record."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _ids(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _ids(one)
    elif isinstance(value, str) and len(value) == 36:
        try:
            yield UUID(value)
        except ValueError:
            return


def _hidden(person):
    """{id: noun} of all that this person may not see."""
    found = {}
    for model in SIGHTED:
        seen = set(model.objects.visible_to(person).values_list("pk", flat=True))
        found |= {pk: model for pk in model.objects.unscoped("test").values_list("pk", flat=True) if pk not in seen}
    return found


def _check(company, reader):
    person = Person.objects.unscoped("test").get(pk=reader)
    rows = daily_rows(person, MONDAY) | seldom_rows(person)
    rows["account"] = account_rows(person, MONDAY, list(account_marks(person, rows)))
    hidden = _hidden(person)
    o, k = company.oracle, company.key
    seen = {str(a.pk) for a, owner in company.accounts if o.sees_account(reader, k(owner))}
    own = {str(a.pk) for a, owner in company.accounts if k(owner) == reader}
    there = {row["id"] for row in rows["account"]}
    assert there <= seen
    if person.role != "auditor":
        assert own <= there
    for kind in ("account", "expense", "visit", "day"):
        for row in rows[kind]:
            said = {pk: hidden[pk] for pk in _ids(row) if pk in hidden}
            # One's own visits and stops go on naming a customer who went to others, by the id and the name alone.
            if kind in ("visit", "day"):
                said = {pk: noun for pk, noun in said.items() if noun is not Account}
            assert not said, (kind, said)
    assert json.dumps(rows, ensure_ascii=False)  # spelt as JSON, whoever reads


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=companies())
def test_no_row_out_of_sight_is_on_any_phone(drawn, db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with transaction.atomic():
        company = Company(drawn)
        kind = Code.objects.get(kind="expense", code="parking")
        for person in company.people:
            Expense.objects.create(person=person, day=MONDAY, kind=kind, amount=5, at=NOW)
        for person in company.people:
            _check(company, person.pk)
        for mover, superior in drawn["moves"]:
            if superior is None or superior < mover:
                company.superiors[mover] = superior
        company.settle()
        for person in company.people:
            _check(company, person.pk)
        transaction.set_rollback(True)


def test_a_deputys_phone_holds_his_own_customers_alone(world, signed_in, at_time):
    at_time(moment(MONDAY + timedelta(days=1)))
    assert Deputy.objects.filter(deputy=world.dora).exists()
    harbour = world.harbour
    answer = ask(signed_in(world.dora)).content.decode()
    assert harbour.name not in answer and world.lotus.name not in answer


def _grow(world, count):
    """More customers of Alice's, each with people, notes, orders, visits; and stops of hers today."""
    note, purpose = Code.objects.filter(kind="note")[0], Code.objects.filter(kind="purpose")[0]
    kind = Code.objects.get(kind="expense", code="parking")
    for n in range(count):
        place = account(f"G{n}", f"新客戶 {n}", world.alice, world.north)
        Contact.objects.create(account=place, name=f"店長 {n}")
        AccountNote.objects.create(account=place, kind="need", text="x", day=FRIDAY, at=NOW)
        order(place, world.alice, world.soap, FRIDAY)
        at = moment(FRIDAY, 11) + timedelta(minutes=n)
        visit = Visit.objects.create(person=world.alice, account=place, day=FRIDAY, arrived_at=at, left_at=at)
        MarketNote.objects.create(visit=visit, kind=note, text="x")
        Expense.objects.create(person=world.alice, day=FRIDAY, visit=visit, kind=kind, amount=5, at=NOW)
        stop = Stop.objects.create(plan=world.alices.plan, position=10 + n, account=place)
        stop.purposes.add(purpose)
    rebuild_line()


def _queries(client):
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client)
    assert answer.status_code == 200
    return len(queries), sum(part["kind"] == "account" for part in answer.json()["parts"])


def test_fifty_customers_cost_no_more_questions_than_one(world, signed_in):
    client = signed_in(world.alice)
    _grow(world, 1)
    ask(client)
    few, _parts = _queries(client)
    Order.objects.unscoped("test").filter(account__external_id="G0").delete()
    Account.objects.unscoped("test").filter(external_id="G0").update(external_id="H0")
    Stop.objects.unscoped("test").filter(position__gte=10).delete()
    _grow(world, 50)
    many, parts = _queries(client)
    assert parts > 20 and many <= few, (few, many)
    assert many <= 55
