from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.querysets import SightManager


class StatusChange(models.Model):
    """Since which day a customer has had a status, who said so and why. The account's own column is an index of it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=16)
    day = models.DateField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=250, blank=True)

    objects = SightManager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Account.STATUSES), name="customers_status_is_known")
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
