"""The form of a plan: as it is kept, as it was typed, changed by its own buttons, and what it says to the verb."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fieldday.kit.ids import new_id
from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_uuid
from fieldday.rules.planning import MOST_STOPS
from fieldday.visits.actions.plan_writing import StopInput
from fieldday.visits.questions.last_amounts import LastAmounts
from fieldday.visits.questions.plan_page import PlannedStop, PlanPage
from fieldday.web.rep.typed import Reading, line, numbered, whole, words
from fieldday.web.rep.visit_form import plain

MOST_PURPOSES = 20
NINE, NOON = 9 * 60, 12 * 60
LAST = 23 * 60
HOURLY = 8  # stops for which a day has hours


@dataclass
class StopForm:
    """A stop as typed. `new`: a button has just added it, so it stands open."""

    id: UUID = field(default_factory=new_id)
    account: UUID | None = None
    area: int | None = None
    name: str = ""
    area_name: str = ""
    time: str = ""
    purposes: list[str] = field(default_factory=list)
    objective: str = ""
    order: str = ""
    collection: str = ""
    companion: int | None = None
    companion_name: str = ""
    last: LastAmounts | None = None  # what the customer ordered and paid the last time
    new: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def minutes(self) -> int | None:
        """Its time in minutes since midnight; None when there is none that can be read."""
        said = Reading("TWD", "").clock(self.time, "")
        return said.hour * 60 + said.minute if said else None


@dataclass
class PlanForm:
    """Everything the page of a plan lets one type."""

    version: int = 0
    stops: list[StopForm] = field(default_factory=list)
    note: str = ""

    @property
    def accounts(self) -> set[UUID]:
        return {stop.account for stop in self.stops if stop.account}


def kept_form(page: PlanPage) -> PlanForm:
    """The form as the plan is kept."""
    return PlanForm(page.version, [stop_form(stop) for stop in page.stops], page.note)


def typed_form(post: QueryDict) -> PlanForm:
    """The form as it was typed; names of places are filled in by whoever can look them up."""
    stops = []
    for n in numbered(post, "stop", MOST_STOPS + 1):
        texts = {name: post.get(f"stop-{n}-{name}", "") for name in ("id", "account", "area", "time", "objective")}
        stops.append(
            StopForm(
                id=as_uuid(texts["id"]) or new_id(),
                account=as_uuid(texts["account"]),
                area=whole(texts["area"]) or None,
                time=_hour(line(texts["time"])),
                purposes=post.getlist(f"stop-{n}-purpose")[:MOST_PURPOSES],
                objective=line(texts["objective"]),
                order=line(post.get(f"stop-{n}-order", "")),
                collection=line(post.get(f"stop-{n}-collection", "")),
                companion=whole(post.get(f"stop-{n}-companion", "")) or None,
            )
        )
    return PlanForm(whole(post.get("version_now") or post.get("version", "")), stops, words(post.get("note", "")))


def said_by(form: PlanForm, currency: str) -> list[StopInput]:
    """What the form says to the verb. Raises Refused with a reason at each stop that cannot be read."""
    reading = Reading(currency, "visits.stop.unreadable")
    said = []
    for position, stop in enumerate(form.stops, start=1):
        where = f"stop-{position}"
        said.append(
            StopInput(
                id=stop.id,
                account_id=stop.account,
                area_id=None if stop.account else stop.area,
                starts_at=reading.clock(stop.time, where, position=position),
                purposes=tuple(stop.purposes),
                objective=stop.objective,
                expected_order=reading.amount(stop.order, where, position=position),
                expected_collection=reading.amount(stop.collection, where, position=position),
                companion_id=stop.companion,
            )
        )
    if reading.reasons:
        raise Refused(reading.reasons[0].code, reading.reasons)
    return said


def stop_form(stop: PlannedStop) -> StopForm:
    """A stop that is kept, or that a past day suggests, as one would type it."""
    return StopForm(
        id=stop.id or new_id(),
        account=stop.account_id,
        area=stop.area_id,
        name=stop.name,
        area_name=stop.area,
        time=f"{stop.starts_at:%H:%M}" if stop.starts_at else "",
        purposes=list(stop.purposes),
        objective=stop.objective,
        order=plain(stop.expected_order) if stop.expected_order is not None else "",
        collection=plain(stop.expected_collection) if stop.expected_collection is not None else "",
        companion=stop.companion_id,
        companion_name=stop.companion,
    )


def add_stops(form: PlanForm, stops: Iterable[StopForm]) -> None:
    """Add stops at their times, or where theirs is taken or missing an hour after the last, half an hour on a full day;
    no customer twice."""
    stops = list(stops)
    step = 60 if len(form.stops) + len(stops) <= HOURLY else 30
    for stop in stops:
        if len(form.stops) > MOST_STOPS or (stop.account and stop.account in form.accounts):
            continue
        taken = {one.minutes for one in form.stops}
        if stop.minutes is None or stop.minutes in taken:
            stop.time = _free_time(taken, step)
        form.stops.append(stop)
    in_order(form)


def in_order(form: PlanForm) -> None:
    """The day runs by the clock: stops in the order of their times, those without one last."""
    form.stops.sort(key=lambda stop: (stop.minutes is None, stop.minutes or 0))


def move(form: PlanForm, position: int, step: int) -> None:
    """Let a stop (counted from 1) change places with its neighbour; the times of the day stay where they are."""
    here, there = position - 1, position - 1 + step
    if not (0 <= here < len(form.stops) and 0 <= there < len(form.stops)):
        return
    one, other = form.stops[here], form.stops[there]
    one.time, other.time = other.time, one.time
    form.stops[here], form.stops[there] = other, one


def _hour(text: str) -> str:
    """A time as a field for times shows it, "14:00"; one that cannot be read stays as it was typed."""
    said = Reading("TWD", "").clock(text, "")
    return f"{said:%H:%M}" if said else text


def _free_time(taken: set[Any], step: int) -> str:
    """So many minutes after the last stop, from nine, leaving noon free; "" when the day is full."""
    known = [minutes for minutes in taken if minutes is not None]
    at = max(known) + step if known else NINE
    at = at + 60 if NOON <= at < NOON + 60 else at
    return f"{time(at // 60, at % 60):%H:%M}" if at <= LAST else ""
