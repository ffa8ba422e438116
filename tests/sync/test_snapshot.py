"""What lies on a phone in the tiny world, and that only what differs is sent again."""

from decimal import Decimal

import pytest

from fieldday.customers.models import Account, Contact
from fieldday.sync.parts import part_of
from fieldday.visits.models import Plan
from tests.sync.test_door import ask
from tests.world import FRIDAY, account, moment

pytestmark = pytest.mark.django_db


def rows(answer, kind):
    """The records of one kind of an answer, by id."""
    return {row["id"]: row for part in answer.json()["parts"] if part["kind"] == kind for row in part["rows"]}


def digests(answer, had=None):
    """What a phone has after an answer."""
    has = {kind: dict(parts) for kind, parts in (had or {}).items()}
    for part in answer.json()["parts"]:
        if part["digest"]:
            has.setdefault(part["kind"], {})[part["part"]] = part["digest"]
        else:
            del has[part["kind"]][part["part"]]
    return has


def test_a_customer_with_all_that_a_visit_needs(world, signed_in):
    found = rows(ask(signed_in(world.alice)), "account")
    assert set(found) == {str(world.lotus.pk), str(world.dawn.pk)}
    lotus = found[str(world.lotus.pk)]
    assert (lotus["name"], lotus["number"], lotus["dial"]) == ("蓮花藥局", "C1", "0223456789")
    assert lotus["place"] == [25.0478, 121.517] and lotus["area"] == "北區" and lotus["own"] is True
    assert [(one["name"], one["dial"]) for one in lotus["contacts"]] == [("王蓮花", "0912345678")]
    assert lotus["lastVisit"]["day"] == "2026-11-20" and lotus["lastVisit"]["by"] == "Alice"
    assert lotus["lastVisit"]["results"] == ["order", "collection"]
    assert lotus["lastOrder"]["amount"] == "200"
    assert [(one["name"], one["quantity"], one["price"]) for one in lotus["lastOrder"]["lines"]] == [
        ("白蘭洗衣精", "2", "100")
    ]
    assert lotus["month"] == {"ordered": "200", "collected": "1500.5"}
    assert [one["kind"] for one in lotus["notes"]] == ["promotion"]
    assert "蓮花藥局" in lotus["sought"]
