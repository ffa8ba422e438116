from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q

from fieldday.kit.policy import ROLES
from fieldday.kit.querysets import SightManager


class Person(AbstractBaseUser):
    """Somebody who works here and signs in by `external_id`. Never deleted: people leave, their papers stay."""

    external_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120, blank=True)
    reports_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="reports")
    role_given = models.CharField(max_length=16, blank=True, choices=[(role, role) for role in ROLES])
    role = models.CharField(max_length=16, default="rep", choices=[(role, role) for role in ROLES])
    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="members")
    area = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="zh-hant")
    left_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)

    objects = SightManager()

    USERNAME_FIELD = "external_id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(external_id=""), name="people_person_has_id"),
            models.CheckConstraint(condition=~Q(reports_to=models.F("id")), name="people_not_own_superior"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def sight(cls, person: "Person") -> Q:
        """People one sees: oneself and one's line; the office sees everybody."""
        from fieldday.people import sight

        return sight.person_is_seen(person, "pk")

    @property
    def sees_cost(self) -> bool:
        """Cost and margin are secret by column, as customers are by row."""
        return self.role in {"director", "assistant", "administrator"}

    @property
    def is_office(self) -> bool:
        """Keeps the company's records: sees every customer and person, but nobody's papers."""
        return self.role in {"assistant", "administrator"}

    def has_perm(self, *args: Any, **kwargs: Any) -> bool:
        return False  # Django's permissions are not used: the policy tables decide


class Line(models.Model):
    """The closure of reports_to: `superior` is `person` or stands above. Rebuilt whenever the tree changes."""

    superior = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["superior", "person"], name="people_line_once")]
