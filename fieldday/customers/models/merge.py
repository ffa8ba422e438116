from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class Merge(models.Model):
    """Two accounts that were one customer: `kept` stays, the other went into it, and can come back."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kept = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="merges")
    gone_id = models.UUIDField(db_index=True)  # its old address leads to `kept`
    gone = models.JSONField()  # the whole row that went
    moved = models.JSONField()  # {"visits.visit.account": [ids …]}: what came over with it
    changed = models.JSONField()  # {column: [before, after]} of `kept`
    version = models.PositiveIntegerField()  # of `kept` right after: undone only while it stands
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["-at"]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person, "kept")


class NotTheSame(models.Model):
    """Two accounts that somebody looked at and found to be two customers; not proposed again."""

    one = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="customers_told_apart_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person, "one") & through_account(person, "other")


class Candidate(models.Model):
    """Two accounts that are probably one, as the last look found them: `rules.dedupe`."""

    one = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()  # thousandths
    certain = models.BooleanField()
    reasons = models.JSONField(default=list)  # codes, the weightiest first

    objects = SightManager()

    class Meta:
        indexes = [models.Index(fields=["-certain", "-score", "id"], name="customers_candidates_best")]
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="customers_candidate_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person, "one") & through_account(person, "other")


class DuplicateLook(models.Model):
    """One look through all accounts for duplicates: asked for by somebody, or hourly. Tells counts, no customer."""

    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)  # somebody is at it
    finished_at = models.DateTimeField(null=True)
    accounts = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    trail_to = models.BigIntegerField(default=0)  # the trail's last event when it began

    objects = SightManager()

    class Meta:
        ordering = ["-id"]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return Q(pk__isnull=person.role == "rep")
