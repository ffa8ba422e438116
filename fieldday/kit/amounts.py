"""Whether any amount of money is kept anywhere: from then on, its currency is no longer a matter of choice."""

from django.apps import apps
from django.db.models import Q

from fieldday.kit.fields import MoneyField


def any_amount() -> bool:
    """Whether a row of any room holds an amount other than zero. Lists that the office keeps, whose figures are
    settings themselves, say `amounts_are_settings`."""
    for model in apps.get_models():
        if getattr(model, "amounts_are_settings", False):
            continue
        held = Q()
        for field in model._meta.concrete_fields:
            if isinstance(field, MoneyField):
                held |= Q(**{f"{field.name}__lt": 0}) | Q(**{f"{field.name}__gt": 0})
        if held and model._base_manager.filter(held).exists():
            return True
    return False
