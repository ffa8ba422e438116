from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Contact(models.Model):
    """A person at a customer: whom one talks to there. Seen with the customer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    in_charge = models.BooleanField(default=True)  # meeting this person makes a visit count

    retired = models.BooleanField(default=False)  # there no more: offered no more; visits go on naming him

    objects = SightManager()

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
