"""Who may own a customer, through somebody's eyes."""

from typing import Any

from django.db.models import QuerySet

from fieldday.people.models import Person
from fieldday.people.questions.people import people_seen


def owners_seen(reader: Any) -> QuerySet[Person]:
    """Everybody in sight who works here: a customer can be given to any of them, for anyone may sell."""
    return people_seen(reader)
