"""A plan as it is judged and as it is signed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fieldday.kit.prepared import prepared
from fieldday.rules.planning import StopDraft
from fieldday.visits.models import Plan, Stop


def stops_of(plan: Plan) -> list[Stop]:
    """The plan's stops in order, with places and purposes: three queries for any number."""
    rows = Stop.objects.unscoped("the stops of a plan that was found in sight").filter(plan=plan)
    return list(rows.select_related("account", "area", "companion").prefetch_related("purposes").order_by("position"))


def stops_of_plans(plans: Sequence[Plan]) -> dict[UUID, list[Stop]]:
    """The stops of several plans that were found in sight, in order: three queries for any number."""
    found: dict[UUID, list[Stop]] = {plan.pk: [] for plan in plans}
    for stop in _stops(list(found)):
        found[stop.plan_id].append(stop)
    return found


@prepared
def _stops(plans: list[UUID]) -> Any:
    rows = Stop.objects.unscoped("the stops of plans that were found in sight").filter(plan_id__among=plans)
    return rows.select_related("account", "area").prefetch_related("purposes").order_by("position")


def stop_drafts(plan: Plan) -> list[StopDraft]:
    """The plan's stops as the rule wants them."""
    return drafts_of(stops_of(plan))


def drafts_of(stops: Sequence[Stop]) -> list[StopDraft]:
    """Stops that came through `stops_of` as the rule wants them."""
    return [draft_of(stop, stop.position, tuple(code.code for code in stop.purposes.all())) for stop in stops]


def draft_of(stop: Any, position: int, purposes: tuple[str, ...]) -> StopDraft:
    """A stop as the rule wants it, kept by now (`Stop`) or still in a form (`StopInput`)."""
    return StopDraft(
        position=position,
        account=stop.account_id,
        area=stop.area_id,
        starts_at=stop.starts_at,
        purposes=purposes,
        objective=stop.objective,
        expected_order=stop.expected_order,
        expected_collection=stop.expected_collection,
    )


def plan_content(plan: Plan, stops: list[Stop] | None = None) -> dict[str, Any]:
    """What a sign-off binds: the day and every stop, in words that outlive the rows. `stops` saves asking for them."""
    return {
        "day": plan.day,
        "person": plan.person_id,
        "note": plan.note,
        "stops": [
            {
                "id": stop.pk,
                "account": stop.account_id,
                "name": stop.account.name if stop.account else "",
                "area": stop.area_name,
                "starts_at": stop.starts_at,
                "purposes": [code.code for code in stop.purposes.all()],
                "objective": stop.objective,
                "expected_order": stop.expected_order,
                "expected_collection": stop.expected_collection,
                **({"companion": stop.companion_id} if stop.companion_id else {}),  # 陪訪
            }
            for stop in (stops_of(plan) if stops is None else stops)
        ],
    }
