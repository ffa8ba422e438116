from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.querysets import SightManager


class Ownership(models.Model):
    """Who owned a customer, since which day. For facts before the first row, the first known owner counts."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ownerships")
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "since"], name="customers_one_owner_a_day")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
