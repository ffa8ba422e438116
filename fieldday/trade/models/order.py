from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import done_at_account
from fieldday.kit.fields import MoneyField, QuantityField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Order(models.Model):
    """What a customer ordered on a day. Seen by whoever sees the customer, by who took it, and by his line."""

    id = models.UUIDField(primary_key=True, default=new_id)
    external_id = models.CharField(max_length=60, null=True, unique=True)
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="orders")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="orders", db_index=False
    )  # indexed with the day
    ordered_on = models.DateField()
    status = models.CharField(max_length=40, blank=True)
    cancelled = models.BooleanField(default=False)
    source = models.CharField(max_length=16, default="file", choices=[("file", "file"), ("visit", "visit")])
    note = models.TextField(blank=True)
    # The sum of its lines, which the database keeps (trade/keeping.py): nobody writes it, a row in hand may be behind.
    amount = MoneyField(default=0, editable=False)

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-ordered_on"], name="trade_order_account"),
            models.Index(
                fields=["ordered_on", "person", "amount"], condition=Q(cancelled=False), name="trade_order_sums"
            ),  # sums without the rows
            models.Index(fields=["person", "ordered_on", "cancelled", "amount"], name="trade_order_by_person"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(external_id=""), name="trade_order_id_or_none")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return done_at_account(person)


class OrderLine(models.Model):
    """A product on an order. `amount` is quantity × unit price less discount, rounded once, so that sums are exact."""

    id = models.UUIDField(primary_key=True, default=new_id)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=140)  # the file's own line, or product and its nth occurrence
    position = models.PositiveIntegerField(default=0)
    product = models.ForeignKey("trade.Product", on_delete=models.PROTECT, related_name="+")
    quantity = QuantityField()
    unit_price = MoneyField(places=4)
    discount_percent = QuantityField(default=0)
    amount = MoneyField()

    objects = SightManager()

    class Meta:
        indexes = [models.Index(fields=["order", "amount"], name="trade_line_amount")]  # sums without the rows
        constraints = [
            models.UniqueConstraint(fields=["order", "key"], name="trade_line_once"),
            models.CheckConstraint(
                condition=Q(discount_percent__gte=0) & Q(discount_percent__lte=100), name="trade_line_discount"
            ),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return done_at_account(person, "order__")
