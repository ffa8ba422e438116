from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.leases import Leased
from fieldday.kit.querysets import SightManager


class Export(Leased):
    """A file of customers or contacts that somebody asked for; rows that wait are the queue. His alone, for a day."""

    NOUNS = ("accounts", "contacts")
    FORMATS = ("xlsx", "csv", "vcard3", "vcard4")
    STATES = ("waiting", "done", "failed", "gone")

    id = models.UUIDField(primary_key=True, default=new_id)
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    noun = models.CharField(max_length=16, choices=[(noun, noun) for noun in NOUNS])
    format = models.CharField(max_length=8, choices=[(one, one) for one in FORMATS])
    columns = models.JSONField(default=list)
    query = models.JSONField(default=dict)  # the list's parameters, as they stood in its address
    language = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default="waiting", choices=[(state, state) for state in STATES])
    at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    file_path = models.CharField(max_length=120, blank=True)  # of kit.files; empty once it is gone
    file_bytes = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "-at"], name="customers_exports_of"),
            models.Index(fields=["leased_until"], condition=Q(state="waiting"), name="customers_export_queue"),
            models.Index(fields=["expires_at"], condition=~Q(file_path=""), name="customers_exports_to_clear"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(by_id=person.pk)

    @property
    def format_name(self) -> str:
        """What its kind of file is called, in every language."""
        return {"xlsx": "Excel", "csv": "CSV", "vcard3": "vCard 3.0", "vcard4": "vCard 4.0"}[self.format]
