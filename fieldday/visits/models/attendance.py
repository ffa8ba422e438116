from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight


class Attendance(models.Model):
    """A person's working day 出勤: when it began and when it ended, each by a tap of his own; no location is taken.

    `by_arrival`: nobody tapped before the first arrival, and that arrival is the day's beginning.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendance")
    day = models.DateField()
    started_at = models.DateTimeField()
    started_claimed_at = models.DateTimeField(null=True)
    by_arrival = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ended_claimed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SightManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="visits_one_attendance_a_day"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")), name="visits_day_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="visits_attendance_day")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person)


class Absence(models.Model):
    """Days, or half days, on which one does not sell as usual: leave 請假, a business trip 出差, training 教育訓練.

    What it means for deadlines and rates is told by the kind's `counts_as`: "leave", "trip" or "training".
    A cancelled one stays, and counts for nothing. The office, which enters leave for others, sees everybody's.
    """

    PARTS = ("day", "morning", "afternoon")

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="absences")
    kind = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    part = models.CharField(max_length=16, default="day", choices=[(p, p) for p in PARTS])
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cancelled_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="visits_absence_days"),
            models.CheckConstraint(
                condition=Q(part="day") | Q(until=models.F("since")), name="visits_half_a_day_is_one_day"
            ),
        ]
        indexes = [models.Index(fields=["person", "since"], name="visits_absence_person")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.person_is_seen(person)
