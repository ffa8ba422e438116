"""Products, orders, lines and payments from files."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from fieldday.trade.actions.import_order_lines import import_order_lines
from fieldday.trade.actions.import_orders import import_orders
from fieldday.trade.actions.import_payments import import_payments
from fieldday.trade.actions.import_products import import_products
from fieldday.trade.models import Order, OrderLine, Payment, Product
from fieldday.trail.models import Event
from tests.world import NOW

pytestmark = pytest.mark.django_db


def bring(verb, *rows, by=SYSTEM, **more):
    return verb(by=by, rows=rows, at=NOW, **more)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def wrong(report):
    return [(e.row, e.reason.field, e.reason.code) for e in report.errors]


def order(external_id="O1"):
    return Order.objects.unscoped("test").get(external_id=external_id)


def lines(external_id="O1"):
    rows = OrderLine.objects.unscoped("test").filter(order=order(external_id)).order_by("position", "key")
    return list(rows.values_list("key", "product__external_id", "quantity", "unit_price", "amount"))


@pytest.fixture
def two_orders(world):
    rows = [{"external_id": key, "account": "C1", "ordered_on": "2026/11/3"} for key in ("O1", "O2")]
    assert counts(bring(import_orders, *rows)) == (2, 0, 0, 0)
    return world


def test_products(world):
    rows = [
        {"external_id": "N1", "name": "蜂蜜", "category": "食品", "unit": "罐", "cost": "100.12345", "price": "NT$200"},
        {"external_id": "P1", "cost": "61"},
        {"external_id": "N2", "name": ""},
        {"external_id": "N3", "name": "x", "price": "12,34"},
    ]
    report = bring(import_products, *rows)
    assert counts(report) == (1, 1, 0, 2)
    assert wrong(report) == [(3, "name", "kit.import.needed"), (4, "price", "kit.amount.not_an_amount")]
    honey = Product.objects.get(external_id="N1")
    assert (honey.cost, honey.price, honey.unit) == (Decimal("100.1235"), Decimal("200.0000"), "罐")
    assert counts(bring(import_products, *rows[:2])) == (0, 0, 2, 0)


def test_the_trail_tells_that_a_cost_changed_and_never_what_it_is(world):
    bring(import_products, {"external_id": "P1", "cost": "61", "price": "110"})
    bring(import_products, {"external_id": "N1", "name": "x", "cost": "777"})
    old, new = Event.objects.order_by("id")
    assert old.noun_id == str(world.soap.pk)
    assert old.changes["changed"] == {"cost": "•", "price": ["100", "110"]}
    assert new.changes["changed"]["cost"] == "•"
    assert new.noun_id == str(Product.objects.get(external_id="N1").pk)


def test_orders_keep_their_own_day_and_word(world):
    report = bring(
        import_orders,
        {"external_id": "O1", "account": "C1", "person": "alice", "ordered_on": "115/11/3", "status": "Shipped"},
        {"external_id": "O2", "account": "C1", "ordered_on": "2026-11-04", "status": "已取消", "note": "x"},
        {"external_id": "O3", "account": "C9", "ordered_on": "2026-11-04"},
        {"external_id": "O4", "account": "C1", "person": "nobody", "ordered_on": "2026-02-30"},
        {"external_id": "O5", "account": "C1", "ordered_on": "3/11/2026"},
        {"external_id": "O6", "account": "", "ordered_on": ""},
    )
    assert counts(report) == (2, 0, 0, 4)
    assert wrong(report) == [
        (3, "account", "customers.account.unknown"),
        (4, "ordered_on", "kit.day.not_a_day"),
        (4, "person", "people.person.unknown"),
        (5, "ordered_on", "kit.day.ambiguous"),
        (6, "account", "kit.import.needed"),
        (6, "ordered_on", "kit.import.needed"),
    ]
    one, two = order("O1"), order("O2")
    assert (one.ordered_on, one.person, one.status, one.cancelled, one.source) == (
        date(2026, 11, 3), world.alice, "Shipped", False, "file",
    )  # fmt: skip
    assert (two.person, two.status, two.cancelled) == (None, "已取消", True)
    event = Event.objects.get(noun_id=str(one.pk))
    assert (event.verb, event.account_id, event.day) == ("trade.order.imported", world.lotus.pk, date(2026, 11, 3))


@pytest.mark.parametrize("word", ["Cancelled", "cancelled", "取消", "已取消"])
def test_a_status_cancels_and_revives(world, word):
    row = {"external_id": "O1", "account": "C1", "ordered_on": "2026-11-03"}
    bring(import_orders, row | {"status": word})
    assert order().cancelled
    assert counts(bring(import_orders, row)) == (0, 0, 1, 0)  # an empty cell leaves it alone
    assert counts(bring(import_orders, row | {"status": "On Hold"})) == (0, 1, 0, 0)
    assert not order().cancelled


def test_lines_come_to_their_amount_once_rounded(two_orders):
    report = bring(
        import_order_lines,
        {"line": "2", "order": "O1", "product": "P1", "quantity": "3", "unit_price": "33.3333"},
        {"line": "1", "order": "O1", "product": "P2", "quantity": "-2", "unit_price": "1,250.50"},
        {
            "line": "3",
            "order": "O1",
            "product": "P1",
            "quantity": "10",
            "unit_price": "100",
            "discount_percent": "12.5%",
        },
        {"line": "4", "order": "O1", "product": "P1", "quantity": "0", "unit_price": "0"},
    )
    assert counts(report) == (4, 0, 0, 0)
    assert lines() == [
        ("1", "P2", Decimal("-2.000"), Decimal("1250.5000"), Decimal("-2501.00")),
        ("2", "P1", Decimal("3.000"), Decimal("33.3333"), Decimal("100.00")),
        ("3", "P1", Decimal("10.000"), Decimal("100.0000"), Decimal("875.00")),
        ("4", "P1", Decimal("0.000"), Decimal("0.0000"), Decimal("0.00")),
    ]
    event = Event.objects.filter(verb="trade.order_line.imported").earliest("id")
    assert (event.account_id, event.day) == (None, date(2026, 11, 3))


def test_a_line_may_change_in_part(two_orders):
    full = {"line": "1", "order": "O1", "product": "P1", "quantity": "3", "unit_price": "10", "discount_percent": "10"}
    bring(import_order_lines, full)
    assert counts(bring(import_order_lines, {"line": "1", "order": "O1", "quantity": "5"})) == (0, 1, 0, 0)
    assert lines() == [("1", "P1", Decimal("5.000"), Decimal("10.0000"), Decimal("45.00"))]


def test_a_line_without_a_number_is_known_by_product_and_occurrence(two_orders):
    rows = [
        {"order": "O1", "product": "P1", "quantity": "1", "unit_price": "5"},
        {"order": "O1", "product": "P2", "quantity": "2", "unit_price": "5"},
        {"order": "O1", "product": "P1", "quantity": "three", "unit_price": "5"},
        {"order": "O1", "product": "P1", "quantity": "4", "unit_price": "5"},
        {"order": "O2", "product": "P1", "quantity": "5", "unit_price": "5"},
    ]
    assert counts(bring(import_order_lines, *rows)) == (4, 0, 0, 1)
    mended = [*rows[:2], rows[2] | {"quantity": "3"}, *rows[3:]]
    assert counts(bring(import_order_lines, *mended)) == (1, 0, 4, 0)
    assert [(product, quantity) for _, product, quantity, *_ in lines()] == [("P1", 1), ("P2", 2), ("P1", 3), ("P1", 4)]
    assert len(lines("O2")) == 1


def test_lines_that_cannot_be_kept(two_orders):
    good = {"order": "O1", "product": "P1", "quantity": "1", "unit_price": "5"}
    report = bring(
        import_order_lines,
        good | {"line": "1", "product": "P9"},
        good | {"line": "2", "order": "O9"},
        good | {"line": "3", "quantity": "1e3"},
        good | {"line": "4", "unit_price": ""},
        good | {"line": "5"},
        good | {"line": "5"},
        good | {"line": "6", "discount_percent": "101"},
        good | {"line": "7", "quantity": "9999999999", "unit_price": "9999999999"},
        good | {"product": ""},
    )
    assert counts(report) == (1, 0, 0, 8)
    assert wrong(report) == [
        (1, "product", "trade.product.unknown"),
        (2, "order", "trade.order.unknown"),
        (3, "quantity", "kit.number.not_a_number"),
        (4, "unit_price", "kit.import.needed"),
        (6, "line", "kit.import.repeated"),
        (7, "discount_percent", "trade.line.percent_out_of_range"),
        (8, "quantity", "kit.amount.too_large"),
        (9, "product", "kit.import.needed"),
    ]


def test_the_lines_of_two_orders_may_bear_the_same_numbers(two_orders):
    rows = [{"line": "1", "order": key, "product": "P1", "quantity": "1", "unit_price": "5"} for key in ("O1", "O2")]
    assert counts(bring(import_order_lines, *rows)) == (2, 0, 0, 0)
    assert counts(bring(import_order_lines, *rows)) == (0, 0, 2, 0)


def test_payments(world):
    rows = [
        {"external_id": "103 HQ1", "account": "C1", "paid_on": "2026-11-03", "amount": "6,066.785", "method": "支票"},
        {"external_id": "103 HQ2", "account": "C1", "person": "alice", "paid_on": "20261104", "amount": "(100)"},
        {"external_id": "103 HQ3", "account": "C1", "paid_on": "2026-11-04", "amount": "a lot"},
    ]
    report = bring(import_payments, *rows)
    assert counts(report) == (2, 0, 0, 1)
    assert wrong(report) == [(3, "amount", "kit.amount.not_an_amount")]
    total = Payment.objects.unscoped("test").filter(source="file").aggregate(total=Sum("amount"))["total"]
    assert total == Decimal("5966.79")
    assert counts(bring(import_payments, *rows[:2])) == (0, 0, 2, 0)
    event = Event.objects.filter(verb="trade.payment.imported").earliest("id")
    assert (event.account_id, event.day) == (world.lotus.pk, date(2026, 11, 3))


@pytest.mark.parametrize("verb", [import_products, import_orders, import_order_lines, import_payments])
def test_only_the_office_imports(world, verb):
    for name in ("alice", "bob", "mona", "diana", "uma"):
        with pytest.raises(Refused):
            bring(verb, {"external_id": "X"}, by=world.people[name])
    assert not Event.objects.exists()
