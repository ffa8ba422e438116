"""拜訪計畫表: the form of a plan, each stop with what became of the plan after its approval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldday.people.models import Person
from fieldday.readings.forms.parts import (
    ANSWERED,
    WHY,
    Head,
    Words,
    acts_on,
    days_and_people,
    head_of,
    said_by,
    since_sent,
    teams_of,
)  # fmt: skip
from fieldday.rules.money import NOTHING
from fieldday.visits.models import Change, Deviation, Plan, Stop
from fieldday.visits.questions.codes import Codes, the_codes
from fieldday.visits.questions.plan_content import stops_of_plans


@dataclass(frozen=True)
class ChangeRow:
    """A deviation after the approval: added, cancelled or moved, with its reason."""

    kind: str
    reason: str
    note: str
    before: time | None


@dataclass(frozen=True)
class StopRow:
    """One stop of a plan as it is printed."""

    number: int
    name: str
    area: str
    starts_at: time | None
    purposes: tuple[str, ...]
    objective: str
    expected_order: Decimal | None
    expected_collection: Decimal | None
    companion: str
    added: bool
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class PlanSheet:
    """拜訪計畫表 of one person's day."""

    head: Head
    codes: Codes
    note: str
    comment: Words | None
    stops: tuple[StopRow, ...]
    kind: str = "plan"

    @property
    def expected_order(self) -> Decimal:
        return sum((row.expected_order or NOTHING for row in self.stops), NOTHING)

    @property
    def expected_collection(self) -> Decimal:
        return sum((row.expected_collection or NOTHING for row in self.stops), NOTHING)


def plan_sheet(reader: Any, plan_id: UUID) -> PlanSheet | None:
    """The form of a plan, when `reader` may see it. Constant queries."""
    plan = Plan.objects.visible_to(reader).select_related("person").filter(pk=plan_id).first()
    return plan_sheets([plan])[0] if plan else None


def plan_sheets(plans: Sequence[Plan]) -> list[PlanSheet]:
    """The forms of plans that were found in sight, with their persons. Constant queries for any number."""
    acts, teams, codes = acts_on("plan_id", plans), teams_of(days_and_people(plans)), the_codes()
    stops, changes = stops_of_plans(plans), _changes(plans)
    companions = _companions(stops.values())
    return [
        PlanSheet(
            head=head_of(plan, acts.get(plan.pk, ()), teams),
            codes=codes,
            note=plan.note,
            comment=said_by(since_sent(acts.get(plan.pk, ())), *ANSWERED),
            stops=tuple(
                _stop_row(number, stop, changes.get(stop.pk, ()), companions)
                for number, stop in enumerate(stops[plan.pk], start=1)
            ),
        )
        for plan in plans
    ]


def _changes(plans: Iterable[Plan]) -> dict[UUID, tuple[ChangeRow, ...]]:
    found: dict[UUID, list[ChangeRow]] = {}
    rows = Change.objects.unscoped(WHY).filter(plan__in=list(plans)).select_related("reason")
    for row in rows.order_by("at", "id"):
        found.setdefault(row.stop_id, []).append(ChangeRow(row.kind, str(row.reason), row.note, row.before))
    missed = Deviation.objects.unscoped(WHY).filter(stop__plan__in=list(plans)).select_related("reason")
    for gone in missed:
        if gone.stop_id not in found:
            found[gone.stop_id] = [ChangeRow("missed", str(gone.reason), gone.note, None)]
    return {pk: tuple(rows) for pk, rows in found.items()}


def _companions(stops: Iterable[Iterable[Stop]]) -> dict[int, str]:
    ids = {stop.companion_id for own in stops for stop in own if stop.companion_id}
    return dict(Person.objects.unscoped(WHY).filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _stop_row(number: int, stop: Stop, changes: tuple[ChangeRow, ...], companions: dict[int, str]) -> StopRow:
    return StopRow(
        number=number,
        name=stop.name,
        area=stop.area_name,
        starts_at=stop.starts_at,
        purposes=tuple(code.code for code in stop.purposes.all()),
        objective=stop.objective,
        expected_order=stop.expected_order,
        expected_collection=stop.expected_collection,
        companion=companions.get(stop.companion_id or 0, ""),
        added=stop.added,
        changes=changes,
    )
