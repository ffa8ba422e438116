"""Rows inserted in bulk are the rows that Django itself would have written."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fieldday.customers.models import Account, Ownership
from fieldday.kit.bulk import fresh, insert, insert_values
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db
ODD = "a\tb\\n\"c'\n=D(1)\\N 藥局 🙂"


def account(n, **more):
    return Account(external_id=f"B{n}", name=ODD, created_at=NOW, **more)


def plain(rows):
    return [{name: value for name, value in row.items() if name not in ("id", "external_id")} for row in rows.values()]


def test_what_is_inserted_reads_back_as_what_is_saved():
    more = {"latitude": Decimal("25.0478"), "longitude": Decimal("-121.5"), "credit_limit": Decimal("0.10")}
    account(1, **more, phone_checks=False).save(force_insert=True)
    insert([account(2, **more, phone_checks=False)])
    saved, inserted = plain(Account.objects.unscoped("test").order_by("external_id"))
    assert saved == inserted
    assert saved["name"] == ODD


def test_json_days_and_ids_that_the_database_gives():
    changes = {"changed": {"name": [None, ODD]}, "created": True}
    kept = {"at": NOW, "verb": "v", "noun": "n", "noun_id": "1", "day": MONDAY, "changes": changes}
    insert(Event(**kept) for _ in range(3))
    Event.objects.create(**kept)
    assert Event.objects.values("id").distinct().count() == 4
    assert len({str(one) for one in plain(Event.objects.all())}) == 1
    assert Event.objects.first().changes == changes


def test_more_rows_than_a_statement_takes():
    insert(account(n) for n in range(3000))
    assert Account.objects.unscoped("test").count() == 3000
    insert([])


def test_a_broken_constraint_keeps_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([account(1), account(2), account(1)])
    assert not Account.objects.unscoped("test").exists()


def test_values_alone_are_written_like_rows():
    insert([account(1)])
    there = Account.objects.unscoped("test").get()
    rows = [(there.pk, None, day) for day in (MONDAY, NOW.date() - timedelta(days=1))]
    insert_values(Ownership, ("account_id", "owner_id", "since"), rows)
    found = Ownership.objects.unscoped("test").order_by("-since").values_list("account_id", "owner_id", "since")
    assert list(found) == rows


def test_a_fresh_row_is_what_the_model_makes():
    one, other = fresh(Account, name="一", created_at=NOW), Account(name="一", created_at=NOW)
    values = [{f.attname: getattr(row, f.attname) for f in Account._meta.concrete_fields} for row in (one, other)]
    assert values[0].pop("id") != values[1].pop("id")
    assert values[0] == values[1]
    assert one.fields is not fresh(Account, name="二", created_at=NOW).fields
    one.save(force_insert=True)
    assert Account.objects.unscoped("test").get().name == "一"
