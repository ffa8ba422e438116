"""Two imports of the same file at once come out as one after the other."""

import threading

import pytest
from django.db import connection

from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.customers.models import Account, AccountSearch
from fieldday.kit.actors import SYSTEM
from fieldday.people.actions.import_people import import_people
from fieldday.people.models import Line, Person
from fieldday.trail.models import Event
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(verb, rows):
    """Run the verb in two threads that start together; their reports."""
    start, reports, faults = threading.Barrier(2), [], []

    def work():
        try:
            start.wait()
            reports.append(verb(by=SYSTEM, rows=rows, at=NOW))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    return reports


def test_customers_are_not_doubled():
    rows = [{"external_id": f"C{n}", "name": f"客戶 {n}", "area": f"區 {n % 5}"} for n in range(900)]
    reports = at_once(import_accounts, rows)
    assert sorted((r.created, r.unchanged, r.rejected) for r in reports) == [(0, 900, 0), (900, 0, 0)]
    assert Account.objects.unscoped("test").count() == AccountSearch.objects.count() == 900
    assert Event.objects.filter(verb="customers.account.imported").count() == 900


def test_people_are_not_doubled():
    rows = [{"external_id": f"p{n}", "name": f"人 {n}", "reports_to": f"p{n // 5}" if n else ""} for n in range(100)]
    reports = at_once(import_people, rows)
    assert sorted((r.created, r.unchanged) for r in reports) == [(0, 100), (100, 0)]
    assert Person.objects.unscoped("test").count() == 100
    assert Line.objects.count() == Line.objects.values("superior", "person").distinct().count()
