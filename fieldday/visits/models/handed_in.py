"""When a paper was handed in: the server's receipt, the phone's claim, and the moment it is judged by."""

from datetime import datetime

from django.db import models

from fieldday.rules.claims import came_later, was_off


class HandedIn(models.Model):
    """What a plan and a report keep of their being sent."""

    sent_at = models.DateTimeField(null=True)  # the server's receipt, by which papers wait their turn
    claimed_at = models.DateTimeField(null=True)  # what the phone's clock said when it was sent
    happened_at = models.DateTimeField(null=True)  # sending as it is judged: late or not; null: the receipt

    class Meta:
        abstract = True

    @property
    def handed_in_at(self) -> datetime | None:
        """When its author sent it, as the rule of claims believes his phone; None while it was not sent."""
        return self.happened_at or self.sent_at

    @property
    def came_later(self) -> bool:
        """Whether the server received it so much later that a reader wants to know both."""
        return self.handed_in_at is not None and came_later(self.handed_in_at, self.sent_at)

    @property
    def clock_off(self) -> bool:
        """Whether the clock of the phone that sent it was not believed."""
        return self.handed_in_at is not None and was_off(self.claimed_at, self.handed_in_at)
