from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class AddressBook(models.Model):
    """An address book that somebody brought, while he sorts it: what to bring in, what is private, what to leave.

    No contact stands here: they lie in a file of the data folder that is deleted once the book is settled, or at
    `expires_at`. Nobody but who brought it sees it, the office neither.
    """

    STATES = ("columns", "sorting", "settled", "discarded")
    IMPORT, PRIVATE, SKIP = "i", "p", "s"
    CHOICES = IMPORT + PRIVATE + SKIP

    id = models.UUIDField(primary_key=True, default=new_id)
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")  # of new customers
    state = models.CharField(max_length=16, choices=[(state, state) for state in STATES])
    format = models.CharField(max_length=8)  # vcf, table
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file_path = models.CharField(max_length=120, blank=True)  # of kit.files; empty once it is gone
    cards = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    choices = models.TextField(blank=True)  # one letter for each card, in the book's order
    known = models.JSONField(default=dict, blank=True)  # {place: what to do with one who is there already}
    source = models.CharField(max_length=60, blank=True)
    header_digest = models.CharField(max_length=64, blank=True)  # of a table's columns
    mapping = models.JSONField(default=dict, blank=True)
    job = models.ForeignKey("people.ImportJob", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="customers_books_to_clear", condition=~Q(file_path="")),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(by_id=person.pk)
