from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.ids import new_id
from fieldday.kit.leases import Leased
from fieldday.kit.querysets import EVERYTHING, SightManager
from fieldday.people import sight


class HandOver(Leased):
    """Customers that move to other owners from a day on 交接. Rows that wait, or are being done, are the queue.

    Seen by who asked for it and his line, by the office, and by those (with their line) whom customers came to.
    """

    STATES = ("waiting", "done", "cancelled", "undoing", "undone", "failed")
    WORK = ("waiting", "undoing")

    id = models.UUIDField(primary_key=True, default=new_id)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()  # the first day of the new owners
    note = models.CharField(max_length=200, blank=True)
    wanted = models.JSONField(default=dict)  # {new owner: [[customer, owner before], …]}, as it was asked for
    total = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, default="waiting", choices=[(state, state) for state in STATES])
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["on"], condition=Q(state__in=("waiting", "undoing")), name="customers_hand_over_queue")
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        seen = sight.person_is_seen(person, "by_id")
        if seen is EVERYTHING:
            return EVERYTHING
        came = HandOverRow.objects.unscoped("what came to somebody's line")
        return seen | Q(Exists(came.filter(hand_over=OuterRef("pk"), after__among=sight.line_of(person))))


class HandOverRow(models.Model):
    """One customer of a hand-over: whose it was, whose it became; or why it stayed (`kept`, a code). Written as it is
    done. `version` is the customer's after it."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="rows", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="handed_over")
    before = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kept = models.CharField(max_length=60, blank=True)
    undone = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_over", "account"], name="customers_once_in_a_hand_over")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
