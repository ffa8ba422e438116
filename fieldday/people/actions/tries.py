"""How often somebody may be wrong about himself: many failures in a row close the way for a while, from anywhere."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from fieldday.people.models import Person, SecondStepTries

LIMIT = 10
CLOSED_FOR = timedelta(minutes=15)


def is_closed(person: Person, at: datetime) -> bool:
    """Whether there were too many failures lately. A try while it is closed counts for nothing."""
    row = SecondStepTries.objects.unscoped("the tries of who is on the way in").filter(person=person).first()
    return row is not None and row.failed >= LIMIT and at < row.last_at + CLOSED_FOR


def count_failure(person: Person, at: datetime) -> None:
    """One more. What is older than the time of closing is forgotten first."""
    with transaction.atomic():
        rows = SecondStepTries.objects.unscoped("the tries of who is on the way in")
        rows.get_or_create(person=person, defaults={"last_at": at})
        mine = rows.filter(person=person)
        mine.filter(last_at__lt=at - CLOSED_FOR).update(failed=0)
        mine.update(failed=F("failed") + 1, last_at=at)


def forget_failures(person: Person) -> None:
    """He proved who he is."""
    SecondStepTries.objects.unscoped("the tries of who is on the way in").filter(person=person).delete()
