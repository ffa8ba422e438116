"""Change the company's settings."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.people.actions.settings import check
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.people.policy import POLICY


def change_company(*, by: Any, at: datetime, **changes: Any) -> Company:
    """Set the named fields of the company. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "people.company.changed", by=by)
    with transaction.atomic():
        company = Company.objects.select_for_update().filter(pk=1).first() or Company(pk=1)
        if "currency" in changes:
            changes["currency"] = changes["currency"].strip().upper()
        check(changes, company)
        for name, value in changes.items():
            setattr(company, name, value)
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
