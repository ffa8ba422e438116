"""The company's settings."""

from fieldday.kit.reading import asked_once
from fieldday.people.models import Company


@asked_once
def the_company() -> Company:
    """The company's row; its defaults while nobody has set anything."""
    return Company.the()
