from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight
from fieldday.visits.models.handed_in import HandedIn
from fieldday.visits.models.plan import signed_by


class DailyReport(HandedIn):
    """One person's report of one day. Its figures are readings of the visits until it is signed, then `frozen`."""

    STATUSES = ("draft", "sent", "returned", "signed")

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reports_written")
    day = models.DateField()
    status = models.CharField(max_length=16, default="draft", choices=[(s, s) for s in STATUSES])
    reflections = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    frozen = models.JSONField(null=True)  # what was signed: facts, figures, rule versions
    accepted = models.JSONField(default=list)  # codes of the warnings that were read, and sent with all the same
    # 會簽: who is still to countersign the signed report, and when he did; an index over its SignOffs.
    countersigner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    countersigned_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="visits_one_report_a_day"),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "sent", "returned", "signed")), name="visits_report_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(frozen__isnull=False), name="visits_signed_is_frozen"
            ),
        ]
        indexes = [
            models.Index(fields=["day", "status"], name="visits_report_day"),
            models.Index(fields=["status", "person"], name="visits_report_waiting"),
            models.Index(fields=["countersigner", "countersigned_at"], name="visits_report_countersigned"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        """His own and his line's, those he signed, and those that he is asked to countersign, each by itself."""
        asked = Q(countersigner_id__among=sight.eyes(person), status="signed")
        return sight.paper_is_seen(person) | asked | Q(signed_by(person, report="pk"))


class Judgement(models.Model):
    """What the superior thinks of one visit, said on the report: good, to discuss, or a question back."""

    SAYS = ("good", "discuss", "question")

    report = models.ForeignKey(DailyReport, on_delete=models.CASCADE, related_name="judgements")
    visit = models.ForeignKey("visits.Visit", on_delete=models.CASCADE, related_name="judgements")
    says = models.CharField(max_length=16, choices=[(s, s) for s in SAYS])
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "visit"], name="visits_judged_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person, "report__person_id")
