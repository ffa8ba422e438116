from django.db import models

from fieldday.customers.models.shared import Shared


class Segment(Shared):
    """A saved condition 客群: which customers it means is read anew each time, in each reader's own sight."""

    condition = models.JSONField(default=dict)  # rules.segments says how it is written


class View(Shared):
    """A saved view of the customers' list: its filters, columns and order."""

    segment = models.ForeignKey(Segment, null=True, on_delete=models.PROTECT, related_name="+")
    query = models.JSONField(default=dict)  # {"filters": {…}, "columns": […], "sort": "…", "shape": "list"}
