from django.db import models
from django.db.models import Q
from django.utils.translation import get_language


class Field(models.Model):
    """A field of customers that the company added itself. Its values stand in `Account.fields` under `key`."""

    TYPES = ("text", "number", "money", "date", "choice", "choices", "yes_no", "link")

    key = models.SlugField(max_length=40, unique=True)
    type = models.CharField(max_length=16, choices=[(one, one) for one in TYPES])
    name_zh = models.CharField(max_length=60)
    name_zh_hans = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=60)
    choices = models.JSONField(default=list, blank=True)  # [{"key": …, "name_zh": …, "name_en": …, "retired": false}]
    kinds = models.JSONField(default=list, blank=True)  # kinds of account that have it; [] all
    industries = models.JSONField(default=list, blank=True)  # industries that have it; [] all
    needed = models.BooleanField(default=False)
    value_measure = models.BooleanField(default=False)  # the value analysis can rank by it
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value_measure=False) | Q(type__in=("number", "money")),
                name="customers_measures_are_figures",
            )
        ]

    def __str__(self) -> str:
        language = get_language() or ""
        if language.startswith("zh-hans"):
            return self.name_zh_hans or self.name_zh
        return self.name_zh if language.startswith("zh") else self.name_en or self.name_zh
