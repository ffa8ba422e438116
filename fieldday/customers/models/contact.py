from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Contact(models.Model):
    """A person at a customer: whom one talks to there. Seen with the customer."""

    ROLES = ("owner", "decides", "buys", "pays", "receives", "uses", "other")

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    in_charge = models.BooleanField(default=True)  # meeting this person makes a visit count
    role = models.CharField(max_length=16, blank=True, choices=[(role, role) for role in ROLES])
    mobile = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    line_id = models.CharField(max_length=60, blank=True)
    more = models.JSONField(default=list, blank=True)  # further ways: [{"kind": "phone", "label": "home", "value": …}]
    note = models.TextField(blank=True)
    photo = models.CharField(max_length=200, blank=True)  # path of kit.files
    uid = models.CharField(max_length=255, blank=True)  # of the vCard it came from
    phone_key = models.CharField(max_length=40, blank=True)  # what duplicates are found by: rules.dedupe
    mobile_key = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)  # the order on the card, those in charge first
    version = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True)  # the person was taken out; the row stays for the figures

    retired = models.BooleanField(default=False)  # there no more: offered no more; visits go on naming him

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["phone_key"], name="customers_contact_by_phone", condition=~Q(phone_key="")),
            models.Index(fields=["mobile_key"], name="customers_contact_by_mobile", condition=~Q(mobile_key="")),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
