from django.db import models


class Team(models.Model):
    """A team, a region or the company: teams nest and group people for totals; sight never follows them."""

    external_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    leader = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    # 會簽: who countersigns the team's signed reports, where it asks for that.
    countersigner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    retired = models.BooleanField(default=False)  # offered no more; what belonged to it still says so

    class Meta:
        indexes = [models.Index(fields=["name"], name="people_team_name")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's time in a team: from a day, until another (open while it lasts). Totals use the day of the fact."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until=None), name="people_one_open_membership"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="people_membership_days"
            ),
        ]
