"""What the rep's forms bring."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from fieldday.visits.actions.arrival import arrive
from fieldday.visits.models import Plan, Stop, Visit
from tests.world import NOW, TUESDAY, World


def send(client: Client, name: str, /, *args: Any, **fields: Any) -> Any:
    """Post a form to the address called `name` with a key of its own; `field=[…]` brings several values."""
    key = fields.pop("key", None) or uuid4()
    named = {field.replace("__", "-"): value for field, value in fields.items()}
    return client.post(reverse(name, args=args), {"_key": str(key), **named})


def text(answer: Any) -> str:
    return answer.content.decode()


def plan_of(world: World, day: date = TUESDAY) -> Plan | None:
    """Alice's plan of a day."""
    return Plan.objects.visible_to(world.alice).filter(person=world.alice, day=day).first()


def stops_of(world: World, day: date = TUESDAY) -> list[tuple[Any, Any]]:
    """(hour, customer or area) of the stops of Alice's plan of a day."""
    rows = Stop.objects.visible_to(world.alice).filter(plan__person=world.alice, plan__day=day)
    return [(row.starts_at, row.account or row.area) for row in rows.order_by("position")]


def typed_plan(world: World, **more: Any) -> dict[str, Any]:
    """A plan of two stops as Alice types it."""
    return {
        "version": "0", "stop-1-account": world.lotus.pk, "stop-1-time": "09:30", "stop-1-purpose": ["ordering"],
        "stop-2-area": world.south.pk, "stop-2-time": "14：00", "stop-2-purpose": ["market_research", "service"],
        "stop-2-objective": "看競品", "stop-2-order": "NT$12,000", "stop-2-collection": "", **more,
    }  # fmt: skip


def arrived(world: World) -> Visit:
    """Alice at the lotus, as planned."""
    return arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
