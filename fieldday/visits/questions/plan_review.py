"""A plan as its superior reads it: every stop in order with its place, what to look at, what was done with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.people.models import Person
from fieldday.people.questions.company import the_company
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.attention import Look
from fieldday.rules.kpi import proves_shut
from fieldday.visits.models import Companion, Photo, Plan, Stop, Visit
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.day import ChangeFact
from fieldday.visits.questions.desk import NOTHING, signs_as
from fieldday.visits.questions.places import Place, places_of
from fieldday.visits.questions.plan_changes import changes_by_stop
from fieldday.visits.questions.plan_look import JudgedPlan, is_not_his, looks_at_plans
from fieldday.visits.questions.signoffs import Signed, last_act, signoffs_of

WHY = "the visits of a plan that was found in sight"


@dataclass(frozen=True)
class StopShown:
    """One stop. `place` is there when the reader sees the customer; `state` says what became of it so far."""

    number: int
    name: str
    area: str
    starts_at: time | None
    purposes: tuple[str, ...]  # in words
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    not_his: bool
    place: Place | None
    state: str  # planned, done, shut, unproven or cancelled
    visit_id: UUID | None
    companion: str = ""  # the name of who is asked along 陪訪
    changes: tuple[ChangeFact, ...] = ()  # after the approval


@dataclass(frozen=True)
class PlanReview:
    """What the page of a plan shows. Amounts expected in the company's currency."""

    plan: Plan
    person: Person
    stops: tuple[StopShown, ...]
    look: Look
    signed: tuple[Signed, ...]
    own: bool
    may_sign: bool  # approve or return it now
    on_behalf_of: str
    codes: Codes

    @property
    def first(self) -> time | None:
        return min((stop.starts_at for stop in self.stops if stop.starts_at), default=None)

    @property
    def last(self) -> time | None:
        return max((stop.starts_at for stop in self.stops if stop.starts_at), default=None)

    @property
    def expected_order(self) -> Decimal:
        return sum((stop.expected_order or NOTHING for stop in self.stops), NOTHING)

    @property
    def expected_collection(self) -> Decimal:
        return sum((stop.expected_collection or NOTHING for stop in self.stops), NOTHING)

    @property
    def closing(self) -> Signed | None:
        """The approval or the return that the plan's state comes from."""
        return last_act(self.signed, "approved", "returned") if self.plan.status in {"approved", "returned"} else None


def plan_review(reader: Any, plan_id: UUID, *, today: date, judged: JudgedPlan | None = None) -> PlanReview | None:
    """The plan, when `reader` may see it; None otherwise, whether it exists or not. Constant queries, six less for a
    plan that his desk has `judged` for him just now."""
    judged = judged or _judged(reader, plan_id, today)
    if judged is None:
        return None
    by, plan, rows, look = signs_as(reader), judged.plan, judged.stops, judged.look
    own, codes = plan.person_id == reader.pk, the_codes()
    may_sign = plan.status == "submitted" and by.may_sign(plan.person_id)
    return PlanReview(
        plan=plan,
        person=plan.person,
        stops=_shown(reader, plan, rows, codes),
        look=look if may_sign else Look(),
        signed=signoffs_of(plan),
        own=own,
        may_sign=may_sign,
        on_behalf_of=by.behalf.get(plan.person_id, "") if may_sign else "",
        codes=codes,
    )


def _judged(reader: Any, plan_id: UUID, today: date) -> JudgedPlan | None:
    plan = Plan.objects.visible_to(reader).select_related("person__team").filter(pk=plan_id).first()
    if plan is None:
        return None
    return JudgedPlan(plan, *looks_at_plans([plan], company=the_company(), today=today)[plan.pk])


def plan_closed(reader: Any, plan_id: UUID) -> Signed | None:
    """Who approved or returned the plan last, for somebody who came too late; None when it is out of sight."""
    plan = Plan.objects.visible_to(reader).filter(pk=plan_id).first()
    return last_act(signoffs_of(plan), "approved", "returned", "withdrawn") if plan else None


def plans_named(reader: Any, ids: list[UUID]) -> dict[UUID, Plan]:
    """These plans with their persons, as far as they are in sight."""
    rows = Plan.objects.visible_to(reader).filter(pk__in=ids).select_related("person")
    return {plan.pk: plan for plan in rows}


@prepared
def _visits(plan: UUID) -> Any:
    return Visit.objects.unscoped(WHY).filter(stop__plan_id=plan)


@prepared
def _joined(plan: UUID) -> Any:
    return Companion.objects.unscoped(WHY).filter(stop__plan_id=plan).select_related("visit")


@prepared
def _pictured(visits: list[UUID]) -> Any:
    rows = Photo.objects.unscoped("whether there is one, not what it shows").filter(visit_id__among=visits)
    return rows.values_list("visit_id", flat=True)


def _shown(reader: Any, plan: Plan, rows: tuple[Stop, ...], codes: Codes) -> tuple[StopShown, ...]:
    words, changes = codes.purpose, changes_by_stop([plan])
    places = places_of(reader, [row.account_id for row in rows])
    done = {visit.stop_id: visit for visit in _visits(plan.pk)}
    done |= {row.stop_id: row.visit for row in _joined(plan.pk)}
    pictured = set(_pictured([visit.pk for visit in done.values()])) if done else set()
    return tuple(
        StopShown(
            number=number,
            name=row.name,
            area=row.area_name,
            starts_at=row.starts_at,
            purposes=tuple(words.get(code.code, code.code) for code in row.purposes.all()),
            objective=row.objective,
            expected_order=row.expected_order,
            expected_collection=row.expected_collection,
            not_his=is_not_his(row, plan.person_id),
            place=places.get(row.account_id) if row.account_id else None,
            state=_state(done.get(row.pk), changes.get(row.pk, ()), pictured),
            visit_id=done[row.pk].pk if row.pk in done else None,
            companion=row.companion.name if row.companion else "",
            changes=changes.get(row.pk, ()),
        )
        for number, row in enumerate(rows, start=1)
    )


def _state(visit: Visit | None, changes: tuple[ChangeFact, ...], pictured: Collection[UUID]) -> str:
    """What became of a stop so far; one that was cancelled may be visited all the same."""
    if visit and visit.shut:
        return "shut" if proves_shut(in_place=visit.where == VERIFIED, photos=visit.pk in pictured) else "unproven"
    if visit:
        return "done"
    return "cancelled" if any(change.kind == "cancelled" for change in changes) else "planned"
