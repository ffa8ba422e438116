from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.querysets import SightManager
from fieldday.people import sight


class SignOff(models.Model):
    """One act on a plan or a report: sent, withdrawn, approved, changed after it, returned, signed, countersigned,
    remarked on by the countersigner, answered, opened again; with what was read then.

    `digest` binds the content, the act and the sign-off before it, so that a paper's own chain shows any later change.
    """

    ACTS = (
        *("submitted", "withdrawn", "approved", "deviated", "returned"),
        *("sent", "signed", "countersigned", "remarked", "answered", "reopened"),
    )

    plan = models.ForeignKey("visits.Plan", null=True, on_delete=models.CASCADE, related_name="signoffs")
    report = models.ForeignKey("visits.DailyReport", null=True, on_delete=models.CASCADE, related_name="signoffs")
    act = models.CharField(max_length=16, choices=[(a, a) for a in ACTS])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    self_signed = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    paper_version = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    # When an answer, or a countersigner's remark, was read by the superior it came back to; no part of the digest.
    seen_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False, report=None) | Q(plan=None, report__isnull=False),
                name="visits_signoff_one_paper",
            ),
            models.CheckConstraint(condition=~Q(act="returned") | ~Q(comment=""), name="visits_return_says_why"),
            models.CheckConstraint(condition=~Q(act="signed") | ~Q(comment=""), name="visits_sign_says_something"),
        ]
        indexes = [
            models.Index(fields=["by", "act"], name="visits_signed_by"),
            models.Index(
                fields=["report"],
                condition=Q(act__in=("answered", "remarked"), seen_at=None),
                name="visits_signoff_unseen",
            ),
            models.Index(fields=["digest"], name="visits_signoff_digest"),  # the code on a print is its beginning
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return (
            sight.paper_is_seen(person, "plan__person_id")
            | sight.paper_is_seen(person, "report__person_id")
            | Q(by_id=person.pk)
        )
