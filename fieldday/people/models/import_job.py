from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.leases import Leased
from fieldday.kit.querysets import EVERYTHING, SightManager


class ImportJob(Leased):
    """A file that the office brought, from the upload to the last row; the rows with work to do are the queue.

    A worker claims a job by a conditional update and holds it by a lease that it renews as it goes. A killed worker's
    job is taken up by another one after `leased_until`: the rows that were done already are found unchanged.
    """

    STATES = ("uploaded", "checking", "checked", "running", "done", "failed", "undoing", "undone", "discarded")
    WORK = ("checking", "running", "undoing")  # something is to be done, by whoever claims it

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default="uploaded", choices=[(state, state) for state in STATES])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=200)  # as it was called where it came from
    file_path = models.CharField(max_length=120)  # inside the data folder's files; empty once the file is gone
    file_bytes = models.PositiveBigIntegerField()
    header = models.JSONField(default=list)  # the file's column names
    header_digest = models.CharField(max_length=64)
    samples = models.JSONField(default=list)  # its first rows, to recognise the columns by
    rows = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=60, blank=True)  # where it comes from, in the office's words
    twins = models.JSONField(default=dict)  # what to do with duplicates: kit.imports.twins
    words = models.JSONField(default=dict)  # what its words mean: kit.imports.meanings
    mapping = models.JSONField(default=dict)  # field → column, or "{Column A} {Column B}"
    done_rows = models.PositiveIntegerField(default=0)
    report = models.JSONField(null=True)  # the five counts and the warnings' number of the last check or run
    refusal = models.JSONField(null=True)  # why the file, or the undoing as a whole, was refused: code and params
    ran_at = models.DateTimeField(null=True)  # the moment that all events of the run carry
    trail_from = models.BigIntegerField(default=0)  # the trail's last event before the run
    finished_at = models.DateTimeField(null=True)
    undo_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    undone = models.PositiveIntegerField(default=0)  # rows taken back

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="people_import_latest"),
            models.Index(
                fields=["leased_until"],
                condition=Q(state__in=("checking", "running", "undoing")),
                name="people_import_queue",
            ),
            models.Index(fields=["kind", "header_digest"], name="people_import_header"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        """The office's: a file may hold anything. A file of his own is seen by whoever brought it."""
        return EVERYTHING if person.is_office else Q(by_id=person.pk)


class ImportRemark(models.Model):
    """What was wrong with a row of a file, or why it could not be taken back. Rows count from 1 under the header."""

    UNDOING = "undoing"
    TWIN = "twin"  # the row may be somebody who is there already
    ABOUT = ("row", UNDOING, TWIN)

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="remarks")
    about = models.CharField(max_length=8, default="row", choices=[(about, about) for about in ABOUT])
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=80)
    params = models.JSONField(default=dict)

    objects = SightManager()

    class Meta:
        indexes = [models.Index(fields=["job", "about", "row", "id"], name="people_import_remarks")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return EVERYTHING if person.is_office else Q(job__by_id=person.pk)
