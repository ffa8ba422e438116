from django.db import models


class Area(models.Model):
    """A part of the market: a district, a route, a region. Areas nest."""

    external_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    retired = models.BooleanField(default=False)  # offered no more; what lay in it still says so

    class Meta:
        indexes = [models.Index(fields=["name"], name="people_area_name")]

    def __str__(self) -> str:
        return self.name
