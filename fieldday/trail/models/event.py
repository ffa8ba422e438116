from django.db import models


class Event(models.Model):
    """One thing that somebody did: who, on whose behalf, what, to what, when. Never changed, never deleted."""

    at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)  # when a phone says it acted
    by_id = models.BigIntegerField(null=True)  # null: the system
    on_behalf_of_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    noun_id = models.CharField(max_length=40)
    account_id = models.UUIDField(null=True)  # the customer whose timeline it belongs to
    day = models.DateField(null=True)  # the day of the fact on that timeline
    changes = models.JSONField(default=dict)
    seal_no = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "-day", "-id"], name="trail_timeline"),
            models.Index(fields=["noun", "noun_id", "id"], name="trail_noun"),
            models.Index(fields=["verb", "id"], name="trail_verb"),
            models.Index(fields=["id"], condition=models.Q(seal_no=None), name="trail_unsealed"),
        ]
