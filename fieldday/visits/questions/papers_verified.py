"""Every plan and every report, or the one that a printed code names, verified: what `./run verify` asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.people.models import Person
from fieldday.rules import chain
from fieldday.rules.verdict import Reason
from fieldday.visits.models import DailyReport, Plan, SignOff
from fieldday.visits.questions.chain import Checked, checked

WHY = "every paper is verified"
AT_ONCE = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong with one act of a paper, or (`act` "") with the paper as a whole."""

    number: int
    act: str
    at: datetime | None
    why: Reason


@dataclass(frozen=True)
class Verified:
    """One paper: whose (the sign-in name), of which day, how many acts, the digest of the last one, its faults."""

    kind: str
    id: UUID
    person: str
    day: date
    acts: int
    head: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Papers:
    """How the papers stand: how many of each, how many acts on them, and those that no longer verify."""

    plans: int
    reports: int
    acts: int
    broken: tuple[Verified, ...]

    @property
    def ok(self) -> bool:
        return not self.broken


def verify_papers() -> Papers:
    """Verify every paper there is, `AT_ONCE` of them at a time."""
    counts, acts, broken = {chain.PLAN: 0, chain.REPORT: 0}, 0, []
    for kind, model in ((chain.PLAN, Plan), (chain.REPORT, DailyReport)):
        for batch in _batches(model):
            for one in _verified(checked(batch), kind):
                counts[kind] += 1
                acts += one.acts
                broken += [one] if one.faults else []
    return Papers(counts[chain.PLAN], counts[chain.REPORT], acts, tuple(broken))


def verify_code(code: str) -> Verified | None:
    """The paper on which an act has this code, verified; None when there is none. For the command line, which sees
    all: a page asks `visits.questions.printed`."""
    low, high = chain.digests_of_code(code)
    row = SignOff.objects.unscoped(WHY).filter(digest__range=(low, high)).select_related("plan", "report").first()
    paper = (row.plan or row.report) if row else None
    if paper is None:
        return None
    kind = chain.PLAN if isinstance(paper, Plan) else chain.REPORT
    return next(iter(_verified(checked([paper]), kind)))  # type: ignore[arg-type]  # one of two


def _batches(model: Any) -> Iterator[list[Any]]:
    last = None
    while True:
        rows = model.objects.unscoped(WHY).order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:AT_ONCE])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def _verified(found: Sequence[Checked], kind: str) -> Iterator[Verified]:
    ids = {one.paper.person_id for one in found}
    names = dict(Person.objects.unscoped(WHY).filter(pk__in=ids).values_list("pk", "external_id"))
    for one in found:
        faults = tuple(
            Fault(number, one.rows[number - 1].act if number else "", one.rows[number - 1].at if number else None, why)
            for number, why in one.chain.faults
        )
        head = one.rows[-1].digest if one.rows else ""
        person = names.get(one.paper.person_id, "")
        yield Verified(kind, one.paper.pk, person, one.paper.day, len(one.rows), head, faults)
