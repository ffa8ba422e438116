from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.contact import Contact
from fieldday.kit.fields import CoordinateField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Place(models.Model):
    """A further address of a customer or of a person there; the one to visit stands on the account itself."""

    KINDS = ("office", "shop", "warehouse", "billing", "work", "home", "other")

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="places")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=16, default="other", choices=[(kind, kind) for kind in KINDS])
    address = models.CharField(max_length=250)
    city = models.CharField(max_length=60, blank=True)
    latitude = CoordinateField(null=True)
    longitude = CoordinateField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="customers_place_both_coordinates",
            ),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
