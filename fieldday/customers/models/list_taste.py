from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.segment import View
from fieldday.kit.querysets import SightManager


class ListTaste(models.Model):
    """How somebody likes the customers' list: the view it opens with, and the columns where no view names any."""

    person = models.OneToOneField("people.Person", primary_key=True, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(View, null=True, on_delete=models.SET_NULL, related_name="+")
    columns = models.JSONField(default=list)  # [] the usual ones

    objects = SightManager()

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(person_id=person.pk)
