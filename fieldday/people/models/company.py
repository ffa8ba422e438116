from datetime import time
from typing import Any

from django.db import models

from fieldday.kit.prepared import prepared


class Company(models.Model):
    """The one company that this installation serves, and the settings its office may change."""

    name = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, default="TWD")
    plan_rule = models.CharField(
        max_length=16, default="same_day", choices=[("evening_before", "evening before"), ("same_day", "same day")]
    )
    plan_deadline = models.TimeField(default=time(8, 30))
    report_deadline = models.TimeField(default=time(21, 0))
    reminder_minutes = models.PositiveIntegerField(default=60)  # before a report is due; 0 reminds nobody
    roc_years = models.BooleanField(default=False)  # 民國 years on printed forms
    arrival_radius_m = models.PositiveIntegerField(default=200)
    location_days = models.PositiveIntegerField(default=90)  # then the coordinates of an arrival are forgotten
    prospect_months = models.PositiveIntegerField(default=0)  # then contacts of quiet prospects are erased; 0 never
    file_months = models.PositiveIntegerField(default=0)  # then attachments and visits' photos are deleted; 0 never
    notice_days = models.PositiveIntegerField(default=180)  # then notices are forgotten; 0 never
    # Roles that may not do without a second step at sign-in; asked for after signing in by password.
    second_factor_roles = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="people_one_company")]

    @classmethod
    def the(cls) -> "Company":
        """The company's row; its defaults while nobody has set anything."""
        return next(iter(_rows()), None) or cls(pk=1)


@prepared
def _rows() -> Any:
    return Company.objects.all()
