"""A company of many reps for phones to write to: each with customers of his own, signed in."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from fieldday.customers.models import Account, Ownership
from fieldday.kit import clock
from fieldday.kit.ids import new_id
from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Company, Person
from fieldday.trade.models import Product

CUSTOMERS = 12
WHY = "a company of phones"


def make_people(count: int) -> tuple[list[tuple[int, list[UUID]]], int]:
    """So many reps of one superior, as (id, customers); and a product that can be ordered."""
    Company.the()
    at = clock.now()
    chief = Person.objects.create(external_id=f"chief-{new_id()}", name="Chief")
    rows = [
        Person(external_id=f"phone-{new_id()}", name=f"Rep {n}", reports_to=chief, language="en") for n in range(count)
    ]
    people = Person.objects.bulk_create(rows)
    rebuild_line()
    accounts = [
        Account(id=new_id(), name=f"店 {person.pk}-{n}", owner=person, created_at=at)
        for person in people
        for n in range(CUSTOMERS)
    ]
    Account.objects.bulk_create(accounts, batch_size=500)
    since = clock.local_day(at) - timedelta(days=30)
    owned = [Ownership(account=one, owner=one.owner, since=since) for one in accounts]
    Ownership.objects.bulk_create(owned, batch_size=500)
    product = Product.objects.create(external_id=f"P-{new_id()}", name="洗衣精", unit="瓶", price=100)
    named: dict[int, list[UUID]] = {person.pk: [] for person in people}
    for one in accounts:
        named[one.owner_id].append(one.pk)  # type: ignore[index]  # each has one
    return list(named.items()), product.pk


def session_of(person: int) -> str:
    """A session in which this person is signed in."""
    row = Person.objects.unscoped(WHY).get(pk=person)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = row.get_session_auth_hash()
    store.create()
    return str(store.session_key)
