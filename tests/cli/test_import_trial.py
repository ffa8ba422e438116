"""A real company's files through the documented maps: its sums are the files' own, to the cent."""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from fieldday.customers.models import Account, AccountSearch
from fieldday.kit.search import found
from fieldday.people.models import Person
from fieldday.trade.models import Order, OrderLine, Payment

pytestmark = [pytest.mark.django_db, pytest.mark.trial]
RECIPES = Path(__file__).parents[2] / "docs" / "recipes"
FILES = {
    "areas": ("offices.csv", 7),
    "people": ("employees.csv", 23),
    "accounts": ("customers.csv", 122),
    "products": ("products.csv", 110),
    "orders": ("orders.csv", 326),
    "order-lines": ("orderdetails.csv", 2996),
    "payments": ("payments.csv", 273),
}


@pytest.fixture
def bring(trial_data, capsys):
    def bring(kind, *options):
        file, recipe = trial_data / "classicmodels" / FILES[kind][0], RECIPES / "classicmodels" / f"{kind}.toml"
        call_command("import", kind, str(file), "--map", str(recipe), "--json", *options)
        return json.loads(capsys.readouterr().out)

    return bring


def test_the_company_its_sums_and_a_second_time(bring, trial_data):
    for kind, (_, many) in FILES.items():
        for options in (("--dry-run",), ()):
            answer = bring(kind, *options)
            assert (kind, answer["read"], answer["created"], answer["errors"]) == (kind, many, many, [])
    _compare_with_the_files(trial_data / "classicmodels")
    for kind, (_, many) in FILES.items():
        assert bring(kind)["unchanged"] == many, kind


def test_pharmacies(trial_data, capsys):
    words = ["import", "accounts", str(trial_data / "taiwan_pharmacies.csv"), "--map", str(RECIPES / "pharmacies.toml")]
    for kept in ("created", "unchanged"):
        call_command(*words, "--json")
        answer = json.loads(capsys.readouterr().out)
        assert (answer["read"], answer[kept], answer["errors"]) == (5861, 5861, [])
    rows = _rows(trial_data / "taiwan_pharmacies.csv")
    assert Account.objects.unscoped("test").exclude(latitude=None).count() == 5861
    wanted = sum("大安" in row["name"] for row in rows)
    assert wanted
    assert found(AccountSearch.objects.all(), "大安").count() == wanted


def _compare_with_the_files(folder):
    accounts = Account.objects.unscoped("test")
    for row in _rows(folder / "customers.csv"):
        kept = accounts.get(external_id=row["customerNumber"])
        assert kept.credit_limit == Decimal(row["creditLimit"])
        assert (kept.owner.external_id if kept.owner else "") == row["salesRepEmployeeNumber"]
    for row in _rows(folder / "employees.csv"):
        kept = Person.objects.unscoped("test").get(external_id=row["employeeNumber"])
        assert (kept.reports_to.external_id if kept.reports_to else "") == row["reportsTo"]
    whose = {row["orderNumber"]: row["customerNumber"] for row in _rows(folder / "orders.csv")}
    bookings, paid = defaultdict(Decimal), defaultdict(Decimal)
    for row in _rows(folder / "orderdetails.csv"):
        bookings[whose[row["orderNumber"]]] += int(row["quantityOrdered"]) * Decimal(row["priceEach"])
    for row in _rows(folder / "payments.csv"):
        paid[row["customerNumber"]] += Decimal(row["amount"])
    lines = OrderLine.objects.unscoped("test").values("order__account__external_id").annotate(total=Sum("amount"))
    payments = Payment.objects.unscoped("test").values("account__external_id").annotate(total=Sum("amount"))
    assert dict(lines.values_list("order__account__external_id", "total")) == bookings
    assert dict(payments.values_list("account__external_id", "total")) == paid
    assert Order.objects.unscoped("test").filter(cancelled=True).count() == 6
    assert not Order.objects.unscoped("test").exclude(person=None).exists()


def _rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
