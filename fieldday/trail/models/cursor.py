from django.db import models


class Cursor(models.Model):
    """How far a reader of the trail has come: every sealed event up to `seal_no` was handed to it."""

    name = models.CharField(max_length=60, primary_key=True)
    seal_no = models.BigIntegerField(default=0)
