from django.db import models
from django.utils.translation import get_language

from fieldday.kit.fields import MoneyField


class Code(models.Model):
    """An entry of one of the office's lists. Retired entries stay on what used them and are offered no more."""

    amounts_are_settings = True  # its limits and rates keep nobody from choosing the currency
    KINDS = ("purpose", "result", "reason", "note", "expense", "phrase", "absence")

    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    code = models.CharField(max_length=40)
    counts_as = models.CharField(max_length=40, blank=True)  # the rule's word: an outcome, or who deviated
    name_zh = models.CharField(max_length=400)  # of a stock phrase; the other lists keep to 120
    name_zh_hans = models.CharField(max_length=400, blank=True)
    name_en = models.CharField(max_length=400)
    limit = MoneyField(null=True)  # of an expense kind: above it, a warning
    rate = MoneyField(null=True)  # of an expense kind paid by distance: for one kilometre
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="visits_code_once")]

    def __str__(self) -> str:
        language = get_language() or ""
        if language.startswith("zh-hans"):
            return self.name_zh_hans or self.name_zh
        return self.name_zh if language.startswith("zh") else self.name_en
