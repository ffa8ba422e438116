from django.db import models


class Deputy(models.Model):
    """From a day until a day, `deputy` stands in for `principal`: sees that line and signs for it. Not transitive."""

    principal = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="stands_in_for")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("deputy")), name="people_no_deputy_for_oneself"
            ),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="people_deputy_days"),
        ]
