"""What the rep's forms bring."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from fieldday.visits.actions.arrival import arrive
from fieldday.visits.models import Visit
from tests.world import NOW, World


def send(client: Client, name: str, /, *args: Any, **fields: Any) -> Any:
    """Post a form to the address called `name` with a key of its own; `field=[…]` brings several values."""
    key = fields.pop("key", None) or uuid4()
    named = {field.replace("__", "-"): value for field, value in fields.items()}
    return client.post(reverse(name, args=args), {"_key": str(key), **named})


def text(answer: Any) -> str:
    return answer.content.decode()


def arrived(world: World) -> Visit:
    """Alice at the lotus, as planned."""
    return arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)
