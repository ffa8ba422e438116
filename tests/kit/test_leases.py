"""Rows that wait: claimed by one worker, for a while."""

from datetime import timedelta

import pytest

from fieldday.customers.models import Export
from fieldday.kit import leases
from fieldday.kit.leases import claim, going_on_from
from tests.world import NOW

LEASE = timedelta(minutes=3)


@pytest.fixture
def waiting(world):
    for number in range(2):
        Export.objects.create(by=world.alice, noun="accounts", format="csv", at=NOW + timedelta(seconds=number))
    return Export.objects.unscoped("test").filter(state="waiting").order_by("at", "pk")


@pytest.mark.django_db
def test_a_row_is_one_worker_s_until_its_lease_runs_out(waiting):
    first, second = waiting.values_list("pk", flat=True)
    assert claim(waiting, at=NOW, lease=LEASE) == first
    assert claim(waiting, at=NOW, lease=LEASE) == second
    assert claim(waiting, at=NOW, lease=LEASE) is None
    held = waiting.get(pk=first)
    assert (held.leased_until, held.tries) == (NOW + LEASE, 1)
    assert claim(waiting, at=NOW + LEASE + timedelta(seconds=1), lease=LEASE) == first
    again = waiting.get(pk=first)
    assert again.tries == 2
    assert again.lease != held.lease


def test_the_time_goes_on_and_is_not_added_up(monkeypatch):
    ticks = iter([100.0, 160.0, 220.0])
    monkeypatch.setattr(leases.time, "monotonic", lambda: next(ticks))
    now = going_on_from(NOW)
    assert [(now() - NOW).seconds for _n in range(3)] == [0, 60, 120]
