from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.attachment import Attachment
from fieldday.customers.models.contact import Contact
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Consent(models.Model):
    """That a customer, or a person there, agreed to be reached by a channel or refused it: when, where it was said,
    and what proves it. Rows are added, never changed; rules.consent says which of them holds."""

    CHANNELS = ("phone", "sms", "email", "line", "post", "all")

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="consents")
    channel = models.CharField(max_length=16, choices=[(channel, channel) for channel in CHANNELS])
    given = models.BooleanField()  # false: refused
    source = models.CharField(max_length=120)
    day = models.DateField()
    proof = models.TextField(blank=True)  # in words; of a file alone, its name
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        ordering = ["day", "at"]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
