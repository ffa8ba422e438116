from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.fields import MoneyField, QuantityField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight


class Expense(models.Model):
    """What a visit, or a day, cost its salesperson: an amount in the company's currency, by the kinds of the office's
    list; `km` where the kind pays by distance. Seen by the person and his line only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="expenses")
    day = models.DateField()
    visit = models.ForeignKey("visits.Visit", null=True, on_delete=models.PROTECT, related_name="expenses")
    kind = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    amount = MoneyField()
    km = QuantityField(null=True)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SightManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="visits_expense_costs")]
        indexes = [models.Index(fields=["day", "person"], name="visits_expense_day")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person)
