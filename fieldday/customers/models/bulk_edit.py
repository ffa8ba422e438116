from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account
from fieldday.kit.ids import new_id
from fieldday.kit.leases import Leased
from fieldday.kit.querysets import SightManager


class BulkEdit(Leased):
    """One change of many customers 批次修改: a preview first, then done in steps by a duty. Its maker's alone."""

    KINDS = ("status", "area", "source", "join", "leave", "own")  # what is changed; joins and leaves are of a group
    STATES = ("draft", "waiting", "done", "undoing", "undone", "failed")

    id = models.UUIDField(primary_key=True, default=new_id)
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    value = models.JSONField(default=dict)  # {"value": …} as kept; also "reason" of a status, "key" of an own field
    state = models.CharField(max_length=16, default="draft", choices=[(state, state) for state in STATES])
    at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)  # rows to change
    done_rows = models.PositiveIntegerField(default=0)  # rows that the present run has dealt with
    finished_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "-at"], name="customers_bulk_edits_of"),
            models.Index(
                fields=["leased_until"], condition=Q(state__in=("waiting", "undoing")), name="customers_bulk_edit_queue"
            ),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(by_id=person.pk)


class BulkRow(models.Model):
    """What a bulk edit does to one customer, and what came of it. Seen with its bulk edit."""

    # same: it is so already; refused, stale (changed since the preview), away (out of sight or gone): left alone;
    # touched: not taken back, since somebody changed it afterwards.
    STATES = ("waiting", "same", "refused", "done", "stale", "away", "undone", "touched")

    edit = models.ForeignKey(BulkEdit, on_delete=models.CASCADE, related_name="rows")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField()  # of the customer: in the preview, and once it is done
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    state = models.CharField(max_length=16, default="waiting", choices=[(state, state) for state in STATES])
    code = models.CharField(max_length=80, blank=True)  # why it is refused

    objects = SightManager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["edit", "state", "position"], name="customers_bulk_rows")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(edit__by_id=person.pk)
