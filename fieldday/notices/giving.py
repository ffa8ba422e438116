"""Making notices: each once, to those who work here, and on their way by e-mail where somebody wants that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fieldday.kit import mail
from fieldday.notices.kinds import MAILED
from fieldday.notices.models import Delivery, MailChoice, Notice
from fieldday.people.models import Person
from fieldday.rules.digest import plain

WHY = "whoever is told of what concerns himself"
MAILED_WITHIN = timedelta(days=1)  # what is older stays inside: a mail would be no news
GATHERED = timedelta(minutes=10)  # a mail waits so long where more of the same is likely to come
GATHERS = frozenset({"customers_moved", "people_moved"})


@dataclass(frozen=True)
class News:
    """What one person is to be told. `key` names the event or the deadline; `params` are figures, ids and days."""

    person_id: int
    key: str
    kind: str
    at: datetime
    params: Mapping[str, Any] = field(default_factory=dict)
    noun: str = ""
    noun_id: str = ""


def give(news: Iterable[News], *, at: datetime) -> int:
    """Keep what is not told yet; answers how many notices were made. Five queries, however many there are."""
    wanted = {(one.person_id, one.key): one for one in news}
    if not wanted:
        return 0
    with transaction.atomic():
        people = _working({person for person, _key in wanted})
        known = _known(wanted)
        fresh = [
            Notice(
                person_id=one.person_id,
                key=one.key,
                kind=one.kind,
                params=plain(dict(one.params)),
                noun=one.noun,
                noun_id=one.noun_id,
                at=one.at,
            )
            for key, one in wanted.items()
            if key[0] in people and key not in known
        ]
        rows = Notice.objects.unscoped(WHY)
        rows.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
        kept = set(rows.filter(pk__in=[one.pk for one in fresh]).values_list("pk", flat=True))
        made = [one for one in fresh if one.pk in kept]
        _send(made, people, at)
        return len(made)


def _working(ids: set[int]) -> dict[int, Person]:
    people = Person.objects.unscoped(WHY).filter(pk__in=ids, is_active=True)
    return people.select_related("mail_choice").in_bulk()


def _known(wanted: Mapping[tuple[int, str], News]) -> set[tuple[int, str]]:
    rows = Notice.objects.unscoped(WHY).filter(person__in={p for p, _k in wanted}, key__in={k for _p, k in wanted})
    return set(rows.values_list("person_id", "key"))


def mailed_kinds(person: Person) -> frozenset[str]:
    """The kinds that a person is sent by e-mail; the row of his choice comes along, or is asked for."""
    try:
        choice = person.mail_choice  # type: ignore[attr-defined]  # the other end of a one-to-one
    except MailChoice.DoesNotExist:
        return frozenset(MAILED)
    return frozenset(choice.kinds)


def _send(made: list[Notice], people: Mapping[int, Person], at: datetime) -> None:
    if not mail.is_set_up():
        return
    rows = [
        Delivery(notice=one, next_at=at + GATHERED if one.kind in GATHERS else at)
        for one in made
        if (person := people[one.person_id]).email and one.kind in mailed_kinds(person) and at - one.at <= MAILED_WITHIN
    ]
    Delivery.objects.unscoped(WHY).bulk_create(rows, batch_size=500)
