from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import done_at_account
from fieldday.kit.fields import MoneyField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Payment(models.Model):
    """Money that a customer paid on a day. Seen like an order."""

    id = models.UUIDField(primary_key=True, default=new_id)
    external_id = models.CharField(max_length=120, null=True, unique=True)
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="payments")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="payments", db_index=False
    )  # indexed with the day
    paid_on = models.DateField()
    amount = MoneyField()
    method = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=16, default="file", choices=[("file", "file"), ("visit", "visit")])
    note = models.TextField(blank=True)

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-paid_on"], name="trade_payment_account"),
            models.Index(fields=["paid_on", "person"], name="trade_payment_day"),
            models.Index(fields=["person", "paid_on"], name="trade_payment_person"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(external_id=""), name="trade_payment_id_or_none")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return done_at_account(person)
