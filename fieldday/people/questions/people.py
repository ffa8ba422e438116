"""Who is there, through somebody's eyes."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from fieldday.people.models import Person


def person_seen(reader: Any, pk: int) -> Person | None:
    """The person, when `reader` may see him; None otherwise, whether he exists or not."""
    return Person.objects.visible_to(reader).select_related("team", "reports_to").filter(pk=pk).first()


def people_seen(reader: Any) -> QuerySet[Person]:
    """Everybody in sight who works here, by name."""
    return Person.objects.visible_to(reader).filter(is_active=True).select_related("team").order_by("name", "pk")


def person_named(external_id: str) -> Person | None:
    """The person with this sign-in name, for the command line, which sees everybody."""
    return Person.objects.unscoped("by the system").filter(external_id=external_id).first()


def owners_named(words: Iterable[str]) -> dict[str, int]:
    """Ids of the people whom words of a file mean: by `external_id`, else by the name of one who works here."""
    wanted = set(words)
    people = Person.objects.unscoped("owners of customers")
    found = dict(people.filter(external_id__in=wanted).values_list("external_id", "pk")) if wanted else {}
    named: dict[str, list[int]] = {}
    if left := wanted - found.keys():
        for name, pk in people.filter(name__in=left, is_active=True).values_list("name", "pk"):
            named.setdefault(name, []).append(pk)
    return found | {name: pks[0] for name, pks in named.items() if len(pks) == 1}


def anybody_there() -> bool:
    """Whether the installation has people at all."""
    return Person.objects.unscoped("is anybody there").exists()


def administrator_there() -> bool:
    """Whether an administrator is there who can sign in: he has a password, or was inside by another way."""
    active = Person.objects.unscoped("is an administrator there").filter(role="administrator", is_active=True)
    with_password = ~Q(password="") & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return active.filter(with_password | Q(last_login__isnull=False)).exists()
