from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.leases import Leased
from fieldday.kit.querysets import SightManager


class Delivery(Leased):
    """A notice on its way to its person outside the house; the waiting rows are the queue.

    A worker claims one by a conditional update and holds it by a lease. One that is killed after the server took the
    mail and before it was noted sends again, under the same Message-ID, by which the second is known for a repeat.
    """

    STATES = ("waiting", "sent", "failed", "dropped")  # dropped: nobody wants it any more
    CHANNELS = ("mail",)

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, default="mail", choices=[(c, c) for c in CHANNELS])
    state = models.CharField(max_length=8, default="waiting", choices=[(s, s) for s in STATES])
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    fault = models.CharField(max_length=40, blank=True)  # why it failed last: a code, never what a server wrote
    sent_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivered_once"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "sent", "failed", "dropped")), name="notices_delivery_state"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(state="waiting"), name="notices_queue")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        """One's own alone."""
        return Q(notice__person_id=person.pk)
