"""An order's amount is the sum of its lines, whoever writes them and however."""

from decimal import Decimal

import pytest
from django.db.models import F, Sum

from fieldday.kit.bulk import insert
from fieldday.trade.actions.order_taking import LineInput, cancel_order, revise_order, take_order
from fieldday.trade.models import Order, OrderLine
from tests.world import MONDAY, NOW, order

pytestmark = pytest.mark.django_db
WHY = "a test"


def _amount(made: Order) -> Decimal:
    return Order.objects.unscoped(WHY).get(pk=made.pk).amount


def _line(made: Order, world, key: str, amount: str) -> OrderLine:
    return OrderLine(order=made, key=key, product=world.soap, quantity=1, unit_price=1, amount=Decimal(amount))


def test_a_taken_order_has_its_amount_and_a_revised_one_its_new_one(world):
    lines = [LineInput(world.soap.pk, Decimal(3), Decimal("99.50"), Decimal(0))]
    made = take_order(by=world.alice, account_id=world.lotus.pk, lines=lines, ordered_on=MONDAY, at=NOW)
    assert _amount(made) == Decimal("298.50")
    again = [LineInput(world.soap.pk, Decimal(1), Decimal(100), Decimal(10)), *lines]
    revise_order(by=world.alice, order=made, lines=again, at=NOW)
    assert _amount(made) == Decimal("388.50")
    cancel_order(by=world.alice, order=made, at=NOW)
    assert _amount(made) == Decimal("388.50")


def test_lines_written_changed_moved_and_deleted_in_any_way_count_at_once(world):
    one, two = (order(world.lotus, world.alice, world.soap, MONDAY) for _ in range(2))  # 200 each
    insert([_line(one, world, "a", "10.10"), _line(one, world, "b", "-0.10"), _line(two, world, "a", "5")])
    assert (_amount(one), _amount(two)) == (Decimal(210), Decimal(205))
    OrderLine.objects.bulk_create([_line(one, world, "c", "1"), _line(one, world, "d", "2")])
    assert _amount(one) == Decimal(213)
    lines = OrderLine.objects.unscoped(WHY)
    lines.filter(order=one, key__in="cd").update(amount=F("amount") * 10)
    assert _amount(one) == Decimal(240)
    lines.filter(order=one, key="d").update(order=two)
    assert (_amount(one), _amount(two)) == (Decimal(220), Decimal(225))
    lines.filter(order__in=[one, two]).delete()
    assert (_amount(one), _amount(two)) == (0, 0)


def test_a_deleted_order_takes_its_lines_along(world):
    made = order(world.lotus, world.alice, world.soap, MONDAY)
    Order.objects.unscoped(WHY).filter(pk=made.pk).delete()
    assert not OrderLine.objects.unscoped(WHY).filter(order_id=made.pk).exists()


def test_every_order_of_the_world_agrees_with_its_lines(world):
    summed = Order.objects.unscoped(WHY).annotate(sum=Sum("lines__amount"))
    assert [(one.amount, one.sum or 0) for one in summed if one.amount != (one.sum or 0)] == []
    assert summed.filter(amount__gt=0).exists()
