"""The company's settings."""

from typing import Any

from fieldday.kit.prepared import prepared
from fieldday.kit.reading import asked_once
from fieldday.people.models import Company


@asked_once
def the_company() -> Company:
    """The company's row; its defaults while nobody has set anything."""
    return next(iter(_company()), None) or Company(pk=1)


@prepared
def _company() -> Any:
    return Company.objects.filter(pk=1)
