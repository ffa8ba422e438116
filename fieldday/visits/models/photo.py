from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight
from fieldday.visits.models.visit import of_visits


class Photo(models.Model):
    """A picture taken at a visit (shelf, display) or of a receipt: a JPEG in the data folder, made anew from what
    came, so that it holds no place and no name. `path` is its file in `kit.files`, `digest` its SHA-256."""

    KINDS = ("shelf", "display", "receipt", "other")

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey("visits.Visit", null=True, on_delete=models.PROTECT, related_name="photos")
    expense = models.ForeignKey("visits.Expense", null=True, on_delete=models.CASCADE, related_name="receipts")
    kind = models.CharField(max_length=16, choices=[(k, k) for k in KINDS])
    path = models.CharField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visit__isnull=False, expense=None) | Q(visit=None, expense__isnull=False),
                name="visits_photo_of_one",
            )
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return (Q(visit__isnull=False) & of_visits(person, "visit")) | (
            Q(expense__isnull=False) & sight.paper_is_seen(person, "expense__person_id")
        )
