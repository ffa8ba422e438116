from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.contact import Contact
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight


class Attachment(models.Model):
    """A file kept with a customer. Seen with the customer; a confidential one by who brought it and his line only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="attachments")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    confidential = models.BooleanField(default=False)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        ordering = ["-at"]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person) & (Q(confidential=False) | sight.paper_is_seen(person, "by_id"))
