from django.db import models


class CompanyDay(models.Model):
    """A day on which this company differs from the public calendar: it works, or it does not (an outing, a typhoon)."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name
