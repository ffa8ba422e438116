from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.querysets import SightManager


class MailChoice(models.Model):
    """Which kinds of notices somebody wants by e-mail too. Without a row the kinds that ask for an act are sent."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="mail_choice")
    kinds = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = SightManager()

    @classmethod
    def sight(cls, person: Any) -> Q:
        """One's own alone."""
        return Q(person_id=person.pk)
