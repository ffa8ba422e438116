from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Notice(models.Model):
    """What one person is told: its kind, the figures of its sentence, and the paper it leads to.

    `key` names the event or the deadline it was made of: the same one never makes two for one person. Names are not
    kept but ids, so that a reader is shown what he may see when he reads.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    # No index of its own: every index below that asks for a person begins with him.
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices", db_index=False)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=24)
    params = models.JSONField(default=dict)
    noun = models.CharField(max_length=40, blank=True)  # what it leads to, as the trail names it; "" for no paper
    noun_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notices_told_once")]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notices_latest"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["at"], name="notices_age"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        """One's own alone, whoever one is."""
        return Q(person_id=person.pk)
