"""Attendance 出勤 and absences: of one day as facts; of many people, who is away and what he owes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.kit.policy import Scope
from fieldday.kit.prepared import prepared
from fieldday.people.questions.people import people_seen
from fieldday.rules.attendance import AWAY, Away, Owed, all_day_away, owed_on
from fieldday.visits.models import Absence, Stop
from fieldday.visits.policy import POLICY

WHY = "attendance of people whose papers were found in sight"
DAYS_BACK, DAYS_AHEAD = 31, 366
MOST_SHOWN = 200


@dataclass(frozen=True)
class AbsenceFact:
    """An absence as it concerns a day: its kind's code, what that counts as (leave, trip, training), its days."""

    id: UUID
    kind: str
    counts_as: str
    part: str  # day, morning, afternoon
    since: date
    until: date
    note: str = ""

    @property
    def away(self) -> Away:
        """As the rule wants it."""
        return Away(self.since, self.until, self.part, self.counts_as)


Book = Mapping[tuple[int, date], tuple[AbsenceFact, ...]]


def standing(rows: QuerySet[Absence], since: date, until: date) -> QuerySet[Absence]:
    """Those absences that were not cancelled and concern a day between two, with their kinds."""
    rows = rows.filter(since__lte=until, until__gte=since, cancelled_at=None)
    return rows.select_related("kind").order_by("since", "pk")


def absence_book(people: Collection[int], since: date, until: date) -> Book:
    """{(person, day): absences} of these people between two days, both included. One query."""
    return by_day(_absences(tuple(people), since, until), since, until) if people else {}


@prepared
def _absences(people: Collection[int], since: date, until: date) -> Any:
    return standing(Absence.objects.unscoped(WHY).filter(person_id__among=people), since, until)


def by_day(rows: Iterable[Absence], since: date, until: date) -> Book:
    """These absences by person and day, between two days."""
    book: dict[tuple[int, date], tuple[AbsenceFact, ...]] = {}
    for row in rows:
        fact, day = absence_fact(row), max(row.since, since)
        while day <= min(row.until, until):
            book[row.person_id, day] = (*book.get((row.person_id, day), ()), fact)
            day += timedelta(days=1)
    return book


def absence_fact(row: Absence) -> AbsenceFact:
    """A row that came with its kind, as a fact; no query."""
    return AbsenceFact(row.pk, row.kind.code, row.kind.counts_as, row.part, row.since, row.until, row.note)


def owed(book: Book, person_id: int, day: date, *, visited: bool = False) -> Owed:
    """What a person owes of a day, by his absences."""
    return owed_on(day, [one.away for one in book.get((person_id, day), ())], visited=visited)


@dataclass(frozen=True)
class AbsenceRow:
    """An absence in a list. `may_cancel`: it is the reader's own, or of somebody he may enter absences for."""

    fact: AbsenceFact
    person_id: int
    person: str
    kind: str  # in words
    by: str  # who entered it, when that was somebody else
    over: bool
    may_cancel: bool


@dataclass(frozen=True)
class AbsencesPage:
    """One's own absences, and those of one's people: what stands or is to come first, then what is over."""

    own: tuple[AbsenceRow, ...]
    others: tuple[AbsenceRow, ...]
    people: tuple[tuple[int, str], ...]  # for whom the reader may enter one, himself first; nobody for an auditor


def absences_page(reader: Any, *, today: date) -> AbsencesPage:
    """The absences in the reader's sight, of the last month and all to come; three queries."""
    scope = POLICY.scope("visits.absence.entered", reader.role)
    for_others = scope in {Scope.SIGHT, Scope.ALL}
    since, until = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    rows = standing(Absence.objects.visible_to(reader), since, until).select_related("kind", "person", "by")
    shown = sorted((_row(row, reader, today, for_others) for row in rows), key=lambda row: _order(row, today))
    own = tuple(row for row in shown if row.person_id == reader.pk)
    others = tuple(row for row in shown if row.person_id != reader.pk)[:MOST_SHOWN]
    people: tuple[tuple[int, str], ...] = () if scope is Scope.NOBODY else ((reader.pk, reader.name),)
    if for_others:
        people += tuple((one.pk, one.name) for one in people_seen(reader) if one.pk != reader.pk)
    return AbsencesPage(own, others, people)


def _row(row: Absence, reader: Any, today: date, for_others: bool) -> AbsenceRow:
    by = row.by.name if row.by_id != row.person_id else ""
    may = for_others or row.person_id == reader.pk
    return AbsenceRow(absence_fact(row), row.person_id, row.person.name, str(row.kind), by, row.until < today, may)


def _order(row: AbsenceRow, today: date) -> tuple[bool, int, str]:
    """The next one first; of those that are over, the latest."""
    return row.over, (today - row.fact.until if row.over else row.fact.since - today).days, row.person


def open_stops(person: Any, since: date, until: date) -> QuerySet[Stop]:
    """The stops of somebody's plans between two days that nobody visited and nobody explained."""
    rows = Stop.objects.unscoped(WHY).filter(plan__person=person, plan__day__range=(since, until))
    return rows.filter(visit=None, joined=None, deviation=None)


def away_all_day(person_id: int, day: date) -> bool:
    """Whether leave or training takes somebody's whole day. One query."""
    facts = absence_book([person_id], day, day).get((person_id, day), ())
    return all_day_away(day, [one.away for one in facts])


def takes_stops(counts_as: str) -> bool:
    """Whether planned stops fall away with an absence of this kind; on a trip one visits."""
    return counts_as in AWAY
