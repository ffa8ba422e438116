"""簽核鏈: every act on a paper in its order, whether each still verifies, and what was read at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.questions.merges import are_one
from fieldday.kit.prepared import prepared
from fieldday.rules import chain, digest
from fieldday.rules.verdict import Reason
from fieldday.trail.models import Event
from fieldday.visits.actions.papers import signed_value
from fieldday.visits.models import DailyReport, Judgement, Plan, SignOff
from fieldday.visits.questions.addenda import untraced
from fieldday.visits.questions.plan_content import plan_content, stops_of_plans

WHY = "the chain of a paper that was found in sight, or of every paper when all are verified"
Papers = Sequence[Plan] | Sequence[DailyReport]
DayKey = tuple[int, date]
Links = list[chain.Link]


@dataclass(frozen=True)
class ChainAct:
    """One act: which paper's, its place in that paper's chain, who, when, its digest, and what is wrong with it."""

    id: int
    kind: str  # plan or report
    number: int
    act: str
    by: str
    on_behalf_of: str
    self_signed: bool
    comment: str
    at: datetime
    digest: str
    readable: bool  # what was read then can be opened
    faults: tuple[Reason, ...]


@dataclass(frozen=True)
class SignedChain:
    """A day's chain: the plan's acts and the report's, as they happened."""

    acts: tuple[ChainAct, ...]
    faults: tuple[Reason, ...]  # of the papers as a whole

    @property
    def ok(self) -> bool:
        return not self.faults and not any(act.faults for act in self.acts)


def signed_chain(reader: Any, *, plan_id: UUID | None = None, report_id: UUID | None = None) -> SignedChain | None:
    """The chain of the day that a plan or a report belongs to, as far as `reader` may see its papers; None when the
    paper named is out of sight. Constant queries."""
    plans = _plan(reader, plan_id) if plan_id else []
    reports = _report(reader, report_id) if report_id else []
    named = next(iter([*reports, *plans]), None)
    if named is None:
        return None
    plans = plans or _plan_of(reader, named.person_id, named.day)
    reports = reports or _report_of(reader, named.person_id, named.day)
    of_plans = checked(plans)
    links = {(one.paper.person_id, one.paper.day): _bare(one.rows) for one in of_plans}
    found = [*of_plans, *checked(reports, links or None)]  # a countersigner does not see the plan
    acts = [act for one in found for act in _acts(one)]
    whole = tuple(fault for one in found for fault in one.chain.paper)
    return SignedChain(tuple(sorted(acts, key=lambda act: (act.at, act.kind, act.number))), whole)


@prepared
def _plan(reader: Any, pk: UUID) -> Any:
    return Plan.objects.visible_to(reader).filter(pk=pk)


@prepared
def _report(reader: Any, pk: UUID) -> Any:
    return DailyReport.objects.visible_to(reader).filter(pk=pk)


@prepared
def _plan_of(reader: Any, person: int, day: date) -> Any:
    return Plan.objects.visible_to(reader).filter(person_id=person, day=day)


@prepared
def _report_of(reader: Any, person: int, day: date) -> Any:
    rows = DailyReport.objects.visible_to(reader).exclude(status="draft", sent_at=None)
    return rows.filter(person_id=person, day=day)


@dataclass(frozen=True)
class Checked:
    """A paper, its rows, and what the rule found."""

    paper: Plan | DailyReport
    rows: tuple[SignOff, ...]
    chain: chain.Chain


def checked(papers: Papers, links: Mapping[DayKey, Links] | None = None) -> list[Checked]:
    """Each of these papers, all plans or all reports, verified. Constant queries for any number, one less where the
    acts on the plans of the reports' days, `links`, are known already."""
    if not papers:
        return []
    kind = chain.PLAN if isinstance(papers[0], Plan) else chain.REPORT
    rows = _rows(kind, [paper.pk for paper in papers])
    told = _told(papers)
    plans = links if links is not None else _plan_links(papers) if kind == chain.REPORT else {}
    judged = _judged(papers) if kind == chain.REPORT else {}
    found = []
    for paper in papers:
        own = rows.get(paper.pk, ())
        frozen = paper.frozen if isinstance(paper, DailyReport) else None
        said = judged.get(paper.pk, {}) if kind == chain.REPORT else None
        acts = [_link(row, paper.pk) for row in own]
        plan = plans.get((paper.person_id, paper.day), ())
        verdict = chain.check(chain.Paper(kind, paper.status, frozen, said), acts, plan, told.get(paper.pk, ()))
        found.append(Checked(paper, own, verdict))
    return _with_facts(found, kind)


def _with_facts(found: list[Checked], kind: str) -> list[Checked]:
    """What the acts bound, beside the rows that it came from: a plan's stops, a signed report's facts."""
    if kind == chain.PLAN:
        sent = [one for one in found if one.paper.status in {"submitted", "approved"} and _bound_stops(one.rows)]
        stops = stops_of_plans([one.paper for one in sent])  # type: ignore[misc]  # plans, by kind
        now = {one.paper.pk: plan_content(one.paper, stops[one.paper.pk]) for one in sent}  # type: ignore[arg-type]  # a plan
        merged = _merged(sent, now)
        odd = {one.paper.pk: chain.STOPS_DIFFER for one in sent if _stops_differ(one, now[one.paper.pk], merged)}
    else:
        signed = [one.paper for one in found if isinstance(one.paper, DailyReport) and one.paper.status == "signed"]
        odd = dict.fromkeys(untraced(signed), chain.UNTRACED)
    return [
        Checked(one.paper, one.rows, chain.Chain(one.chain.acts, (*one.chain.paper, Reason(odd[one.paper.pk]))))
        if one.paper.pk in odd
        else one
        for one in found
    ]


# Names, which their own rooms keep.
_NAMES = frozenset({"name", "area"})


def _bound_stops(rows: Sequence[SignOff]) -> dict[str, Any] | None:
    """What the latest act bound that had the stops before it, a deviation among them."""
    bound = [row.content for row in rows if row.content and "stops" in row.content]
    return bound[-1] if bound else None


def _stops_differ(one: Checked, now: dict[str, Any], merged: set[str]) -> bool:
    bound = _bound_stops(one.rows) or {}
    found = chain.differences({"stops": bound["stops"]}, digest.plain(now), unheeded=_NAMES)
    return any(not (each.field == "account" and each.where[1] in merged) for each in found)


def _merged(sent: list[Checked], now: dict[UUID, dict[str, Any]]) -> set[str]:
    """The stops whose customer is another only because two were merged, or taken apart again."""
    bound = {
        str(stop["id"]): stop.get("account") for one in sent for stop in (_bound_stops(one.rows) or {}).get("stops", ())
    }
    stands = {str(stop["id"]): stop["account"] for content in now.values() for stop in content["stops"]}
    return are_one(
        (pk, account, stands[pk]) for pk, account in bound.items() if pk in stands and account != str(stands[pk])
    )


def _rows(kind: str, papers: list[UUID]) -> dict[UUID, tuple[SignOff, ...]]:
    """The acts on papers, oldest first, by paper; one query."""
    rows: dict[UUID, list[SignOff]] = {}
    for row in _on_plans(papers) if kind == chain.PLAN else _on_reports(papers):
        rows.setdefault(row.plan_id or row.report_id, []).append(row)  # type: ignore[arg-type]  # one of two
    return {pk: tuple(own) for pk, own in rows.items()}


@prepared
def _on_plans(plans: list[UUID]) -> Any:
    rows = SignOff.objects.unscoped(WHY).filter(plan_id__among=plans)
    return rows.select_related("by", "on_behalf_of").order_by("pk")


@prepared
def _on_reports(reports: list[UUID]) -> Any:
    rows = SignOff.objects.unscoped(WHY).filter(report_id__among=reports)
    return rows.select_related("by", "on_behalf_of").order_by("pk")


def _link(row: SignOff, paper_id: UUID) -> chain.Link:
    return chain.Link(row.act, row.at, row.previous, row.digest, signed_value(row, paper_id))


def _bare(rows: Iterable[SignOff]) -> Links:
    """Acts on a plan as its day's report asks for them: by digest and moment. They are verified with the plan."""
    return [chain.Link(row.act, row.at, row.previous, row.digest, {}) for row in rows]


def _plan_links(reports: Iterable[Any]) -> dict[DayKey, Links]:
    """The acts on the plans of these reports' days, by person and day."""
    days = Q(pk__in=[])
    for report in reports:
        days |= Q(plan__person_id=report.person_id, plan__day=report.day)
    found: dict[DayKey, Links] = {}
    rows = SignOff.objects.unscoped(WHY).filter(days).select_related("plan").defer("content").order_by("pk")
    for row in rows:
        if row.plan:
            found.setdefault((row.plan.person_id, row.plan.day), []).extend(_bare([row]))
    return found


def _judged(reports: Iterable[Any]) -> dict[UUID, dict[str, tuple[str, str]]]:
    found: dict[UUID, dict[str, tuple[str, str]]] = {}
    for report, visit, says, note in _judgements([report.pk for report in reports]):
        found.setdefault(report, {})[str(visit)] = (says, note)
    return found


@prepared
def _judgements(reports: list[UUID]) -> Any:
    rows = Judgement.objects.unscoped(WHY).filter(report_id__among=reports)
    return rows.values_list("report_id", "visit_id", "says", "note")


def _told(papers: Papers) -> dict[UUID, list[str]]:
    """The digests that the trail holds of acts on these papers."""
    noun = f"visits.{papers[0]._meta.model_name}"
    ids = {str(paper.pk): paper.pk for paper in papers}
    found: dict[UUID, list[str]] = {}
    named = _events(noun, next(iter(ids))) if len(ids) == 1 else _all_events(noun).filter(noun_id__in=ids)
    for pk, changes in named:
        if isinstance(changes, dict) and changes.get("digest"):
            found.setdefault(ids[pk], []).append(changes["digest"])
    return found


@prepared
def _events(noun: str, noun_id: str) -> Any:
    return _all_events(noun).filter(noun_id=noun_id)


def _all_events(noun: str) -> Any:
    return Event.objects.filter(noun=noun).values_list("noun_id", "changes")


def _acts(one: Checked) -> list[ChainAct]:
    kind = chain.PLAN if isinstance(one.paper, Plan) else chain.REPORT
    return [
        ChainAct(
            id=row.pk,
            kind=kind,
            number=number,
            act=row.act,
            by=row.by.name,
            on_behalf_of=row.on_behalf_of.name if row.on_behalf_of else "",
            self_signed=row.self_signed,
            comment=row.comment,
            at=row.at,
            digest=row.digest,
            readable=bool(row.content),
            faults=faults,
        )
        for number, (row, faults) in enumerate(zip(one.rows, one.chain.acts, strict=True), start=1)
    ]
