"""Quiet prospects' contacts are erased after the months the office set, in small steps; by default nothing is."""

from datetime import date, timedelta

import pytest

from fieldday.customers.models import Account, Contact
from fieldday.rules.calendar import months_before
from fieldday.trail.models import Event
from fieldday.visits.actions import retention
from fieldday.visits.models import Visit
from tests.world import NOW

pytestmark = pytest.mark.django_db
OLD = NOW - timedelta(days=800)


def _prospect(world, name, *, kind="company", at=OLD, status="prospect"):
    account = Account.objects.create(name=name, kind=kind, status=status, owner=world.alice, created_at=at)
    Contact.objects.create(account=account, name=f"{name}的人", mobile="0933-000-111")
    return account


def _names():
    return set(Contact.objects.unscoped("all").filter(erased_at=None).values_list("name", flat=True))


def _months(world, months):
    world.company.prospect_months = months
    world.company.save()


def test_by_default_everything_is_kept(world):
    _prospect(world, "靜靜")
    assert retention.keep_retention(at=NOW) == 0 and "靜靜的人" in _names()


def test_only_prospects_with_whom_nothing_happened_are_erased(world):
    _months(world, 12)
    before = _names()
    _prospect(world, "靜靜")
    person = _prospect(world, "王先生", kind="person")
    kept = [_prospect(world, "新來", at=NOW - timedelta(days=30)), _prospect(world, "往來", status="active")]
    visited = _prospect(world, "拜訪過")
    Visit.objects.create(person=world.alice, account=visited, day=date(2026, 6, 1), arrived_at=NOW, left_at=NOW)
    told = _prospect(world, "有動靜")
    Event.objects.create(at=NOW, verb="customers.note.written", noun="x", noun_id="1", account_id=told.pk)
    assert retention.keep_retention(at=NOW) == 2
    assert _names() - before == {f"{one.name}的人" for one in (*kept, visited, told)}
    person.refresh_from_db()
    assert person.name != "王先生"
    run = Event.objects.get(verb="customers.retention.kept")
    assert run.by_id is None and run.changes["changed"] == {"contacts": 1, "persons": 1, "until": "2025-11-23"}
    assert retention.keep_retention(at=NOW) == 0, "who is erased is not erased again"


def test_it_goes_in_small_steps(world, monkeypatch):
    _months(world, 12)
    monkeypatch.setattr(retention, "MOST", 2)
    for n in range(3):
        _prospect(world, f"靜靜 {n}")
    assert [retention.keep_retention(at=NOW) for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_before(day, months, then):
    assert months_before(day, months) == then
