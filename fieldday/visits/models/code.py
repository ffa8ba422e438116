from django.db import models
from django.utils.translation import get_language


class Code(models.Model):
    """An entry of one of the office's lists. Retired entries stay on what used them and are offered no more."""

    KINDS = ("purpose", "result", "reason", "note")

    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    code = models.CharField(max_length=40)
    counts_as = models.CharField(max_length=40, blank=True)  # the rule's word: an outcome, or who deviated
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="visits_code_once")]

    def __str__(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en
