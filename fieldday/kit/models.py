"""Rows that every room shares: posted forms, so that the same form sent twice has one effect."""

from django.conf import settings
from django.db import models


class PostedForm(models.Model):
    """One form a person sent: its key, the digest of its body, and the answer it got."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="kit_posted_once")]
        indexes = [models.Index(fields=["at"], name="kit_posted_at")]


class DutyTurn(models.Model):
    """When a duty is next due, over all processes: claimed by a conditional update."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
