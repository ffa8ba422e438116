from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.fields import MoneyField
from fieldday.kit.querysets import EVERYTHING, SightManager
from fieldday.people import sight


class Target(models.Model):
    """What one person is to reach in one month, by one metric. A paper: seen by the person and his line,
    and by the office, which sets everybody's."""

    METRICS = ("bookings", "collections")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="targets")
    metric = models.CharField(max_length=16, choices=[(metric, metric) for metric in METRICS])
    month = models.DateField()  # its first day
    amount = MoneyField()

    objects = SightManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "metric", "month"], name="trade_target_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="trade_target_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="trade_target_first_of_month"),
        ]
        indexes = [models.Index(fields=["month", "metric"], name="trade_target_month")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return EVERYTHING if person.is_office else sight.paper_is_seen(person)
