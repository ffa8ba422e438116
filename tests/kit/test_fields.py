"""Amounts are exact on both databases, down to the last place, whatever is added up."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Max, Min, Q, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.models import Account
from fieldday.kit.fields import CoordinateField, MoneyField, QuantityField
from fieldday.trade.models import OrderLine, Payment, Product
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
CENTS = st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("99999999999.99"), places=2)


def _pay(world, amount):
    return Payment.objects.create(account=world.lotus, paid_on=MONDAY, amount=amount)


def _amounts(**more):
    return Payment.objects.unscoped("test").filter(paid_on=MONDAY, **more)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(CENTS, min_size=1, max_size=12))
def test_a_sum_is_the_sum_to_the_cent(world, amounts):
    _amounts().delete()
    Payment.objects.bulk_create([Payment(account=world.lotus, paid_on=MONDAY, amount=amount) for amount in amounts])
    found = _amounts().aggregate(total=Sum("amount"), most=Max("amount"), least=Min("amount"))
    assert found == {"total": sum(amounts), "most": max(amounts), "least": min(amounts)}
    assert isinstance(found["total"], Decimal)


def test_what_a_binary_float_would_get_wrong(world):
    for _ in range(10):
        _pay(world, Decimal("0.10"))
    assert _amounts().aggregate(total=Sum("amount"))["total"] == Decimal("1.00")
    grouped = _amounts().values("account").annotate(total=Sum("amount")).get()
    assert grouped["total"] == Decimal("1.00")
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(amount) FROM trade_payment WHERE paid_on = %s", [MONDAY])
        assert int(cursor.fetchone()[0]) == 100


def test_negative_amounts_are_ordered_compared_and_added(world):
    for amount in ("-5.00", "-0.01", "0", "3.50"):
        _pay(world, Decimal(amount))
    ordered = [payment.amount for payment in _amounts().order_by("amount")]
    assert ordered == [Decimal("-5.00"), Decimal("-0.01"), Decimal(0), Decimal("3.50")]
    assert _amounts(amount__lt=0).aggregate(total=Sum("amount"))["total"] == Decimal("-5.01")
    assert _amounts(amount=Decimal("-0.01")).count() == 1
    _amounts().update(amount=F("amount"))
    assert _amounts().aggregate(total=Sum("amount"))["total"] == Decimal("-1.51")


def test_four_places_for_a_unit_price_three_for_a_quantity_seven_for_a_degree(world):
    product = Product.objects.create(external_id="F", name="F", price=Decimal("0.1234"), cost=Decimal("99999999.9999"))
    product.refresh_from_db()
    assert (product.price, product.cost) == (Decimal("0.1234"), Decimal("99999999.9999"))
    line = world.alices.line
    line.quantity, line.unit_price = Decimal("-1.250"), Decimal("3.3333")
    line.save()
    line = OrderLine.objects.unscoped("test").get(pk=line.pk)
    assert (line.quantity, line.unit_price) == (Decimal("-1.250"), Decimal("3.3333"))
    lotus = Account.objects.unscoped("test").get(pk=world.lotus.pk)
    assert (lotus.latitude, lotus.longitude) == (Decimal("25.0478000"), Decimal("121.5170000"))


def test_more_places_than_are_kept_are_rounded_half_up_away_from_zero(world):
    for given_, kept in (("1.005", "1.01"), ("-1.005", "-1.01"), ("2.675", "2.68"), ("0.004", "0")):
        payment = _pay(world, Decimal(given_))
        payment.refresh_from_db()
        assert payment.amount == Decimal(kept)


def test_nothing_is_not_nought(world):
    assert _amounts().aggregate(total=Sum("amount"))["total"] is None
    account = Account.objects.unscoped("test").get(pk=world.lotus.pk)
    assert account.credit_limit is None
    assert Account.objects.unscoped("test").filter(Q(credit_limit=None), pk=account.pk).exists()
    account.credit_limit = 0
    account.save()
    account.refresh_from_db()
    assert account.credit_limit == Decimal(0)


def test_what_is_no_number_is_invalid_not_a_fault(world):
    with pytest.raises(ValidationError):
        MoneyField().to_python("a lot")
    with pytest.raises(ValidationError):
        MoneyField().clean("1.2.3", None)
    assert MoneyField().to_python("12.50") == Decimal("12.50")
    assert MoneyField().to_python(3) == 3


@pytest.mark.parametrize("field", [MoneyField(places=4), MoneyField(), QuantityField(), CoordinateField(null=True)])
def test_a_field_can_be_written_into_a_migration_and_back(field):
    field.set_attributes_from_name("x")
    _name, path, args, kwargs = field.deconstruct()
    again = type(field)(*args, **kwargs)
    assert path == f"fieldday.kit.fields.{type(field).__name__}"
    assert (again.places, again.null) == (field.places, field.null)
    assert isinstance(again, models.Field) and again.get_internal_type() == "BigIntegerField"


def test_a_form_asks_for_as_many_places_as_are_kept():
    assert MoneyField(places=4).formfield().decimal_places == 4
