from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.contact import Contact
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Anniversary(models.Model):
    """A day that returns every year, solar or lunar: a birthday, a founding day. `year` is when it began, if known."""

    KINDS = ("birthday", "founding", "opening", "wedding", "other")

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="anniversaries")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="anniversaries")
    kind = models.CharField(max_length=16, default="birthday", choices=[(kind, kind) for kind in KINDS])
    name = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    lunar = models.BooleanField(default=False)
    leap = models.BooleanField(default=False)  # of a lunar leap month

    objects = SightManager()

    class Meta:
        ordering = ["month", "day", "id"]
        indexes = [models.Index(fields=["lunar", "month", "day"], name="customers_anniversary_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="customers_anniversary_is_a_day"
            ),
            models.CheckConstraint(condition=Q(leap=False) | Q(lunar=True), name="customers_leap_is_lunar"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
