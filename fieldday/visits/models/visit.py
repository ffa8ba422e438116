from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fieldday.customers.models.account import done_at_account
from fieldday.kit.fields import CoordinateField, KeptText
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import EVERYTHING, SightManager
from fieldday.people import sight


class Visit(models.Model):
    """A call on a customer. The row is the arrival, with its location; leaving fills `left_at`.

    `channel` is "visit" for a call in person; 電訪 by "phone" or "line" ends where it begins and is counted apart.
    """

    WHERE = ("verified", "out_of_range", "unverifiable")
    CHANNELS = ("visit", "phone", "line")

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits")
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="visits")
    stop = models.OneToOneField("visits.Stop", null=True, on_delete=models.PROTECT, related_name="visit")
    purposes = models.ManyToManyField("visits.Code", related_name="+")  # the stop's, or chosen on the spot
    day = models.DateField()
    arrived_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)  # what the phone's clock said at the tap
    received_at = models.DateTimeField(null=True)  # when the server heard of it; null of older rows
    left_at = models.DateTimeField(null=True)
    latitude = CoordinateField(null=True)
    longitude = CoordinateField(null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    where = models.CharField(max_length=16, default="unverifiable", choices=[(w, w) for w in WHERE])
    distance_m = models.PositiveIntegerField(null=True)
    channel = models.CharField(max_length=8, default="visit", choices=[(c, c) for c in CHANNELS])
    contacts = models.ManyToManyField("customers.Contact", related_name="+")  # whom one met
    shut = models.BooleanField(default=False)  # 撲空: went, and found it shut
    met_in_charge = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True)
    # What its results count as, in the rule's words, a space between: kept by the database, see `visits.keeping`.
    outcomes = KeptText(default="", db_default="", editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["day", "person"], name="visits_by_day"),
            models.Index(fields=["account", "-day"], name="visits_by_account"),
            models.Index(fields=["person", "-day"], name="visits_by_person"),
            models.Index(fields=["day"], condition=Q(latitude__isnull=False), name="visits_located"),
            models.Index(
                fields=["person", "day"], condition=Q(channel="visit", shut=False), name="visits_worked"
            ),  # the days somebody visited on, without the rows
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_at=None), name="visits_one_open_visit_a_person"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=models.F("arrived_at")), name="visits_left_after_arrival"
            ),
        ]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return of_visits(person)


def of_visits(person: Any, path: str = "") -> Q:
    """Visits in sight, or with `path` ("visit") rows about them: with the customer, by who made the visit, and by who
    came along, since a joint visit is credited to both."""
    done = done_at_account(person, f"{path}__" if path else "")
    return done if done is EVERYTHING else done | Q(joined_by(person, f"{path}_id" if path else "pk"))


def joined_by(person: Any, visit: str) -> Exists:
    """Whether a person, or somebody below him, came along to the visit that the field `visit` names. Asked for
    single rows that nothing else lets him see: a list of all visits he joined would be made anew for every page."""
    rows = Companion.objects.unscoped("what one came along to")
    return Exists(rows.filter(sight.person_is_seen(person), visit=OuterRef(visit)))


class Companion(models.Model):
    """Somebody who came along 陪訪: the visit is credited to him too, and counted once. `stop` is the stop of his own
    plan that this fulfils, if he had planned it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="companions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits_joined")
    stop = models.OneToOneField("visits.Stop", null=True, on_delete=models.PROTECT, related_name="joined")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="visits_joined_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return of_visits(person, "visit")


class Result(models.Model):
    """One coded result of a visit; points down to the order or the payment that it brought."""

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="results")
    code = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField("trade.Order", null=True, on_delete=models.PROTECT, related_name="result")
    payment = models.OneToOneField("trade.Payment", null=True, on_delete=models.PROTECT, related_name="result")

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "code"], name="visits_result_once")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return of_visits(person, "visit")


class MarketNote(models.Model):
    """What was heard of the market at a visit: a competitor, an opinion, news of the customer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="notes")
    kind = models.ForeignKey("visits.Code", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    objects = SightManager()

    @classmethod
    def sight(cls, person: Any) -> Q:
        return of_visits(person, "visit")
