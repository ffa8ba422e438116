"""What people keep for themselves, for their team or for the company: groups, segments, views."""

from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.kit.ids import new_id
from fieldday.kit.querysets import EVERYTHING, SightManager
from fieldday.people import sight


class Shared(models.Model):
    """A named thing of `owner`'s that others of his team, or everybody, see too."""

    SHARES = ("private", "team", "company")

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    share = models.CharField(max_length=16, default="private", choices=[(share, share) for share in SHARES])
    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        abstract = True
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="customers_%(class)s_has_name"),
            models.CheckConstraint(
                condition=~Q(share="team") | Q(team__isnull=False), name="customers_%(class)s_team_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def sight(cls, person: Any) -> Q:
        """One's own; the company's; a team's to its members and to whoever sees the owner."""
        if person.role == "auditor":
            return EVERYTHING
        team = Q(owner_id__among=sight.line_of(person))
        if person.team_id:
            team |= Q(team_id=person.team_id)
        return Q(owner_id=person.pk) | Q(share="company") | Q(share="team") & team
