"""One person as his superior sees him: who he is, and his days up to one of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fieldday.customers.models import Account
from fieldday.kit.policy import Scope
from fieldday.people.models import Person
from fieldday.people.policy import POLICY
from fieldday.people.questions.calendar import the_calendar
from fieldday.people.questions.superior import signer
from fieldday.visits.questions.day_sums import DaySum, day_sums
from fieldday.visits.questions.tree import Branch

DAYS = 14


@dataclass(frozen=True)
class PersonDay:
    """One day of the person; `working` by the calendar."""

    day: date
    sums: DaySum
    working: bool


@dataclass(frozen=True)
class PersonPage:
    """A person, the last days the latest first, their sum, and what the reader may do."""

    person: Person
    superior: Person | None
    days: tuple[PersonDay, ...]
    total: Branch
    customers: int  # in sight, owned by the person
    papers: bool
    may_invite: bool
    own: bool

    @property
    def first(self) -> PersonDay:
        return self.days[0]


def person_days(reader: Any, pk: int, *, until: date) -> PersonPage | None:
    """The person, when `reader` may see him; None otherwise, whether he exists or not. Constant queries."""
    people = Person.objects.visible_to(reader).select_related("team", "area", "reports_to")
    person = people.filter(pk=pk).first()
    if person is None:
        return None
    since = until - timedelta(days=DAYS - 1)
    sums = day_sums(reader, since, until, person_id=pk)
    span = [until - timedelta(days=back) for back in range(DAYS)]
    working = the_calendar()
    days = tuple(PersonDay(day, sums[pk, day], working.works(day)) for day in span)
    total = Branch()
    for one in days:
        total.add(one.sums)
    own = pk == reader.pk
    return PersonPage(
        person=person,
        superior=people.filter(pk=person.reports_to_id).first(),
        days=tuple(one for one in days if one.working or not one.sums.empty or one.day == until),
        total=total,
        customers=Account.objects.visible_to(reader).filter(owner=person).count(),
        papers=own or not reader.is_office,
        may_invite=person.is_active and _may_invite(reader, pk),
        own=own,
    )


def _may_invite(reader: Any, pk: int) -> bool:
    scope = POLICY.scope("people.person.invited", reader.role)
    if scope is Scope.ALL:
        return True
    return scope is Scope.LINE and pk != reader.pk and signer(reader).may_sign(pk)
