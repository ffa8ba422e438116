"""Decimals kept as scaled integers, exact on both databases (SQLite would sum decimals as floats)."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from fieldday.rules.money import from_scaled, to_scaled


class ScaledField(models.Field):
    """A Decimal with a fixed number of places, stored as a big integer; sums come back as Decimal."""

    def __init__(self, *args: Any, places: int = 2, **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["places"] = self.places
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else from_scaled(int(value), self.places)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError(f"not a number: {value}") from error

    def get_prep_value(self, value: Any) -> int | None:
        decimal = self.to_python(super().get_prep_value(value))
        return None if decimal is None else to_scaled(decimal, self.places)

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]  # Django's stub is narrower
        return forms.DecimalField(decimal_places=self.places, required=not self.blank, **kwargs)


class MoneyField(ScaledField):
    """An amount in the company's currency: 2 places for sums, 4 for unit prices and costs."""


class QuantityField(ScaledField):
    """A quantity in the product's unit, 3 places."""

    def __init__(self, *args: Any, places: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)


class CoordinateField(ScaledField):
    """Degrees of latitude or longitude (WGS 84), 7 places, about a centimetre."""

    def __init__(self, *args: Any, places: int = 7, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)


class KeptText(models.TextField):
    """A text that the database itself writes, by a trigger: saving a row leaves it as it is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return "" if add else models.F(self.attname)
