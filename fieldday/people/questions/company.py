"""The company's settings."""

from fieldday.people.models import Company


def the_company() -> Company:
    """The company's row; its defaults while nobody has set anything."""
    return Company.the()
