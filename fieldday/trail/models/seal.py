from django.db import models


class Seal(models.Model):
    """A run of events closed under one digest, chained to the seal before it."""

    no = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
