from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fieldday.kit.fields import MoneyField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager
from fieldday.people import sight
from fieldday.visits.models.handed_in import HandedIn


class Plan(HandedIn):
    """One person's visit plan for one day. `status` is an index over its SignOffs (rules/planning)."""

    STATUSES = ("draft", "submitted", "approved", "returned")

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    day = models.DateField()
    status = models.CharField(max_length=16, default="draft", choices=[(s, s) for s in STATUSES])
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SightManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="visits_one_plan_a_day"),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "submitted", "approved", "returned")), name="visits_plan_status"
            ),
        ]
        indexes = [
            models.Index(fields=["day", "status"], name="visits_plan_day"),
            models.Index(fields=["status", "person"], name="visits_plan_waiting"),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person) | Q(signed_by(person, plan="pk"))


def signed_by(person: Any, **paper: str) -> Exists:
    """Whether a person signed the paper that the field names, as plan="pk": a signer keeps what he signed."""
    from fieldday.visits.models.signoff import SignOff

    signed = SignOff.objects.unscoped("what one signed oneself").filter(
        by_id=person.pk, act__in=("approved", "signed", "countersigned")
    )
    return Exists(signed.filter(**{kind: OuterRef(field) for kind, field in paper.items()}))


class Stop(models.Model):
    """One place on a plan: a customer or an area, at a time, for one or several purposes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveIntegerField()
    account = models.ForeignKey("customers.Account", null=True, on_delete=models.PROTECT, related_name="stops")
    area = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.TimeField(null=True)
    purposes = models.ManyToManyField("visits.Code", related_name="+")
    objective = models.CharField(max_length=200, blank=True)
    expected_order = MoneyField(null=True)
    expected_collection = MoneyField(null=True)
    companion = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")  # 陪訪
    added = models.BooleanField(default=False)  # after the approval: a Change says why; no stop of the plan as signed

    objects = SightManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="visits_stop_position"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(area__isnull=False), name="visits_stop_has_place"
            ),
            models.CheckConstraint(
                condition=(Q(expected_order=None) | Q(expected_order__gte=0))
                & (Q(expected_collection=None) | Q(expected_collection__gte=0)),
                name="visits_stop_expects",
            ),
        ]

    @property
    def name(self) -> str:
        """Where it goes: the customer's name, or the area's."""
        return self.account.name if self.account else self.area_name

    @property
    def area_name(self) -> str:
        """The area that it names itself; "" where it names none."""
        return self.area.name if self.area else ""

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person, "plan__person_id") | Q(signed_by(person, plan="plan_id"))


class Deviation(models.Model):
    """Why a planned stop was not visited, in a coded reason and the rep's own words."""

    stop = models.OneToOneField(Stop, on_delete=models.CASCADE, related_name="deviation")
    reason = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person, "stop__plan__person_id")


class Change(models.Model):
    """A deviation 變更 of a plan that was approved already: a stop added, cancelled or moved, with a coded reason.

    The plan's own chain holds it too (SignOff "deviated"); a cancelled stop has its Deviation besides.
    """

    KINDS = ("added", "cancelled", "moved")

    id = models.UUIDField(primary_key=True, default=new_id)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=[(k, k) for k in KINDS])
    reason = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    before = models.TimeField(null=True)  # of a moved stop: the hour it had
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("added", "cancelled", "moved")), name="visits_change_kind")
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.paper_is_seen(person, "plan__person_id") | Q(signed_by(person, plan="plan_id"))
