"""What every A4 form says: whose, of which day, the signature boxes filled from the sign-offs, and the code."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fieldday.people.models import Membership, Person
from fieldday.rules.chain import code_of
from fieldday.visits.models import DailyReport, Plan, SignOff
from fieldday.visits.questions.signoffs import last_act

WHY = "what belongs to papers that were found in sight"
FILLED, ANSWERED = ("submitted", "sent"), ("approved", "signed", "returned", "reopened")
DayKey = tuple[int, date]


@dataclass(frozen=True)
class Box:
    """A filled signature box: which act, who, for whom, whether one signed for oneself, when."""

    act: str
    by: str
    on_behalf_of: str
    self_signed: bool
    at: datetime


@dataclass(frozen=True)
class Head:
    """What every form says of itself. `digest` is the latest act's, `code` its beginning; "" for a draft."""

    person: Person
    team: str
    day: date
    status: str
    digest: str
    code: str
    author: Box | None
    superior: Box | None
    counter: Box | None


@dataclass(frozen=True)
class Words:
    """What somebody wrote on the paper: a comment, an answer."""

    by: str
    text: str
    at: datetime


def teams_of(days: Collection[DayKey]) -> dict[DayKey, str]:
    """The name of the team that each person was in on that day, the present one where no day is known; two queries."""
    people = {person for person, _day in days}
    now = dict(Person.objects.unscoped(WHY).filter(pk__in=people).values_list("pk", "team__name"))
    rows = list(Membership.objects.filter(person__in=people).select_related("team").order_by("since"))
    then = {
        (person, day): row.team.name
        for person, day in days
        for row in rows
        if row.person_id == person and row.since <= day and (row.until is None or day <= row.until)
    }
    return {key: then.get(key) or now.get(key[0]) or "" for key in days}


def days_and_people(papers: Iterable[Plan | DailyReport]) -> list[DayKey]:
    return [(paper.person_id, paper.day) for paper in papers]


def acts_on(named: str, papers: Iterable[Plan | DailyReport]) -> dict[UUID, tuple[SignOff, ...]]:
    found: dict[UUID, list[SignOff]] = {}
    rows = SignOff.objects.unscoped(WHY).filter(**{f"{named}__in": [paper.pk for paper in papers]})
    for row in rows.select_related("by", "on_behalf_of").order_by("pk"):
        found.setdefault(getattr(row, named), []).append(row)
    return {pk: tuple(own) for pk, own in found.items()}


def since_sent(acts: Sequence[SignOff]) -> tuple[SignOff, ...]:
    """The acts since the paper was last sent; none after a withdrawal."""
    starts = [place for place, row in enumerate(acts) if row.act in FILLED]
    run = tuple(acts[starts[-1] :]) if starts else ()
    return () if any(row.act == "withdrawn" for row in run) else run


def head_of(paper: Plan | DailyReport, acts: Sequence[SignOff], teams: dict[DayKey, str]) -> Head:
    run, digest = since_sent(acts), acts[-1].digest if acts and paper.status != "draft" else ""
    return Head(
        person=paper.person,
        team=teams.get((paper.person_id, paper.day), ""),
        day=paper.day,
        status=paper.status,
        digest=digest,
        code=code_of(digest) if digest else "",
        author=_box(run, *FILLED),
        superior=_box(run, *ANSWERED),
        counter=_box(run, "countersigned") if paper.status == "signed" else None,
    )


def _box(run: Sequence[SignOff], *acts: str) -> Box | None:
    row = last_act(run, *acts)
    principal = row.on_behalf_of.name if row and row.on_behalf_of else ""
    return Box(row.act, row.by.name, principal, row.self_signed, row.at) if row else None


def said_by(run: Sequence[SignOff], *acts: str) -> Words | None:
    row = last_act(run, *acts)
    return words_of(row) if row and row.comment else None


def words_of(row: SignOff) -> Words:
    return Words(row.by.name, row.comment, row.at)
