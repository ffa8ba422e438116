"""What every verb of the sales day owes: a refusal writes nothing, an act leaves its event and a chain that holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest

from fieldday.kit.refusals import Refused
from fieldday.rules import digest
from fieldday.trail.models import Event
from fieldday.visits.actions.papers import signed_value
from fieldday.visits.actions.plan_writing import StopInput, save_plan
from fieldday.visits.models import DailyReport, Plan, SignOff
from tests.house.tables import everything
from tests.world import NOW, TUESDAY, World


@contextmanager
def refused(*codes: str, field: str | None = None) -> Iterator[None]:
    """The block is refused with all of these codes (at this field), and every table is as it was."""
    before = everything()
    with pytest.raises(Refused) as caught:
        yield
    reasons = {(reason.code, reason.field) for reason in caught.value.reasons}
    for code in codes:
        assert any(code == name and field in {None, where} for name, where in reasons), reasons
    assert everything() == before


def events(verb: str, noun: Any = None) -> list[Event]:
    """What the trail holds of a verb, of one row if named."""
    rows = Event.objects.filter(verb=verb).order_by("pk")
    return list(rows.filter(noun_id=str(noun.pk)) if noun else rows)


def acts(paper: Plan | DailyReport) -> list[str]:
    """The acts on a paper in order; fails unless each gives the digest it was written with."""
    field = "plan" if isinstance(paper, Plan) else "report"
    previous, found = "", []
    for row in SignOff.objects.unscoped("a test").filter(**{field: paper}).order_by("pk"):
        assert row.previous == previous
        assert row.digest == digest.chain(previous, signed_value(row, paper.pk)), row.act
        previous = row.digest
        found.append(row.act)
    return found


def stop(account: Any = None, area: Any = None, at: str = "09:30", **more: Any) -> StopInput:
    """A stop that can be sent, unless told otherwise."""
    said = {"purposes": ("ordering",), "starts_at": time.fromisoformat(at) if at else None, **more}
    return StopInput(account_id=account.pk if account else None, area_id=area.pk if area else None, **said)


def draft(world: World, *stops: StopInput, by: Any = None) -> Plan:
    """A plan for Tuesday, not sent."""
    chosen = stops or (stop(world.lotus), stop(world.dawn, at="11:00"))
    return save_plan(by=by or world.alice, day=TUESDAY, stops=chosen, at=NOW)
