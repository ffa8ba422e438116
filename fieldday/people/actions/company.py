"""Change the company's settings."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.people.policy import POLICY


def change_company(*, by: Any, at: datetime, **changes: Any) -> Company:
    """Set the named fields of the company. Raises Refused for a currency that is none."""
    authorise(POLICY, "people.company.changed", by=by)
    with transaction.atomic():
        company = Company.objects.select_for_update().filter(pk=1).first() or Company(pk=1)
        for name, value in changes.items():
            setattr(company, name, value)
        company.currency = company.currency.strip().upper()
        if len(company.currency) != 3 or not company.currency.isalpha():
            raise Refused("people.currency.unknown", field="currency")
        company.save()
        trail.record("people.company.changed", by=by, noun=company, at=at, **changes)
        return company


def choose_language(*, by: Any, language: str, at: datetime) -> None:
    """Keep the language a person reads in."""
    authorise(POLICY, "people.language.chosen", by=by, author=by)
    with transaction.atomic():
        by.language = language
        by.save(update_fields=["language"])
        trail.record("people.language.chosen", by=by, noun=by, at=at, language=language)
