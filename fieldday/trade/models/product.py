from django.db import models

from fieldday.kit.fields import MoneyField


class Product(models.Model):
    """Something that is sold. Everybody sees it; `cost` only the roles that may (`Person.sees_cost`)."""

    external_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=120, blank=True)
    brand = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    cost = MoneyField(places=4, null=True)
    price = MoneyField(places=4, null=True)
    retired = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["name"], name="trade_product_name")]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="trade_product_has_name")]

    def __str__(self) -> str:
        return self.name
