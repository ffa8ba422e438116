from django.db import models


class Event(models.Model):
    """One thing that somebody did: who, on whose behalf, what, to what, when. Never changed, never deleted; what it
    says of a person who was erased is taken out, and the digest that was sealed stays (`trail.erasing`)."""

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
    # Given when it is sealed: the chain holds the digest of salt and changes, so that both can go.
    salt = models.CharField(max_length=32, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    erased = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "-day", "-id"], name="trail_timeline"),
            models.Index(fields=["noun", "noun_id", "id"], name="trail_noun"),
            models.Index(fields=["verb", "id"], name="trail_verb"),
            models.Index(fields=["id"], condition=models.Q(seal_no=None), name="trail_unsealed"),
        ]
