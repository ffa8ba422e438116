from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class FormerRefusal(models.Model):
    """That somebody who was erased had refused a channel: his number or address as a keyed digest, nothing else of
    him. A number that comes back is refused as before: `customers.questions.consents`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    day = models.DateField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "channel"], name="customers_former_refusal_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        """Nobody reads these; they are compared."""
        return Q(pk=None)
