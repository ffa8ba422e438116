"""The pages of hand-overs: choosing and looking before, all of them, and what came by one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.handing_over import hand_over as hand_them_over
from fieldday.customers.actions.handing_over import may_take_back, take_back
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.groups import groups_seen
from fieldday.customers.questions.listing import areas_of, owners_of, words_of
from fieldday.customers.questions.owners import owners_seen
from fieldday.customers.questions.segments import segments_seen
from fieldday.kit import clock, duties
from fieldday.kit.doors import door
from fieldday.kit.paging import page_of_list
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.people.sight import SEES_COMPANY
from fieldday.readings.hand_over import Given, Preview, preview
from fieldday.readings.hand_over_came import came, hand_over_seen, hand_overs_seen, shares_of
from fieldday.readings.hand_over_choice import Choice, places_found
from fieldday.web.handing.asked import choice_of, day_of, kept_pairs
from fieldday.web.handing.narrowed import narrowed_by
from fieldday.web.office.common import typed_day
from fieldday.web.posting import errors_by_field, posted

LISTED, ON_MAP = 50, 1500
SHOWN = ("owner", "area", "segment", "group", "city", "note", "lasso")


@door(reads="customers.handover")
def hand_over(request: HttpRequest) -> HttpResponse:
    """Which customers, to whom, from when; and what would happen then. Nothing is written."""
    _allowed(request)
    return _look(request, request.GET)


@door(reads="customers.handover")
def hand_over_places(request: HttpRequest) -> JsonResponse:
    """The customers that the filter of a hand-over finds, with their places: to be drawn around on the map.

    `narrowed`: whether the filter says anything, so that all of them are meant while nothing is drawn.
    """
    _allowed(request)
    choice = choice_of(request.GET)
    places = places_found(request.user, choice, today=clock.today())
    rows = [[str(one.id), round(one.latitude, 6), round(one.longitude, 6), one.name, one.owner] for one in places]
    return JsonResponse({"narrowed": choice.is_filtered, "places": rows})


@door(reads="customers.handover", verb="customers.hand_over.asked")
def hand_overs(request: HttpRequest) -> HttpResponse:
    """All hand-overs in sight; a POST asks for one, exactly as it was looked at."""
    if request.method != "POST":
        answer = {"page": hand_overs_seen(request.user, request.GET.get("page", "")), "may": _may(request.user)}
        return render(request, "web/handing/list.html", answer)
    params = request.POST

    def effect(at: datetime) -> str:
        on = typed_day(params.get("on", ""), "on")
        found = preview(request.user, choice_of(params), on=on, today=clock.local_day(at))
        if found.moves and found.seal != params.get("seal"):
            raise Refused("customers.hand_over.other_now")
        row = hand_them_over(by=request.user, moves=found.moves, on=on, at=at, note=params.get("note", ""))
        duties.wake()
        return reverse("hand-over-came", args=[row.pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _look(request, params, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("Asked for. The new owners are told as soon as it is done."))


@door(reads="customers.handover")
def hand_over_came(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came by one: for each customer what is open there."""
    row = hand_over_seen(request.user, pk)
    if row is None:
        raise Http404
    today = clock.today()
    answer = {
        "row": row,
        "page": came(request.user, row, page=request.GET.get("page", ""), today=today),
        "shares": shares_of(request.user, row),
        "may": may_take_back(request.user, row),
        "running": row.state == "undoing" or (row.state == "waiting" and row.on <= today),
        "currency": the_company().currency,
    }
    return render(request, "web/handing/came.html", answer)


@door(verb="customers.hand_over.taken_back")
def hand_over_reversal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off, or give back those to whom nothing happened since."""

    def effect(at: datetime) -> str:
        take_back(by=request.user, hand_over_id=pk, at=at)
        duties.wake()
        return reverse("hand-over-came", args=[pk])

    return posted(request, effect, done=_("Taken back. Customers to whom something happened since stay."))


def _look(request: HttpRequest, params: QueryDict, *, errors: Any = None, status: int = 200) -> HttpResponse:
    reader, today = request.user, clock.today()
    choice, on = choice_of(params), day_of(params.get("on", ""), today)
    found = preview(reader, choice, on=on, today=today)
    answer = {
        "choice": choice,
        "params": {name: params.get(name, "") for name in SHOWN},
        "also": narrowed_by(params),
        "on": params.get("on") or today.isoformat(),
        "latest": max(on, today),
        "found": found,
        "page": page_of_list(found.rows, params.get("page", ""), LISTED),
        "markers": _markers(found) if len(found.heirs) > 1 else None,
        "owners": list(owners_of(reader).values_list("pk", "name")),
        "people": _people(reader, choice),
        "areas": list(areas_of(reader).values_list("pk", "name")),
        "cities": [(city, city) for city in words_of(reader, "city")],
        "segments": [(row.pk, row.name) for row in segments_seen(reader)],
        "groups": [(row.pk, row.name) for row in groups_seen(reader)],
        "hidden": kept_pairs(params),
        "currency": the_company().currency,
        "errors": errors or {},
    }
    return render(request, "web/handing/plan.html", answer, status=status)


def _people(reader: Any, choice: Choice) -> list[tuple[int, str]]:
    """Who may take over, the ticked ones first; those who keep the company's records are offered none."""
    rows = owners_seen(reader).values_list("pk", "name", "role")
    offered = [(pk, name) for pk, name, role in rows if role not in SEES_COMPANY or pk in choice.to]
    return sorted(offered, key=lambda pair: pair[0] not in choice.to)


def _markers(found: Preview) -> dict[str, Any]:
    """A mark for each customer that goes, with the new owner's number: the same as in the table."""
    numbers = {heir.id: str(number) for number, heir in enumerate(found.heirs, 1)}
    placed = [row for row in found.going if row.place][:ON_MAP]
    return {"markers": [_marker(row, numbers, {heir.id: heir.name for heir in found.heirs}) for row in placed]}


def _marker(row: Given, numbers: dict[int, str], names: dict[int, str]) -> dict[str, Any]:
    assert row.place is not None  # noqa: S101  # those alone are marked
    to = row.to or 0
    states = ("plain", "done", "next", "missed")
    return {
        "lat": row.place[0],
        "lng": row.place[1],
        "label": numbers[to],
        "title": row.name,
        "text": f"{row.owner or '—'} → {names[to]}",
        "url": reverse("account", args=[row.id]),
        "state": states[(int(numbers[to]) - 1) % len(states)],
    }


def _may(reader: Any) -> bool:
    return POLICY.allows("customers.hand_over.asked", reader.role)


def _allowed(request: HttpRequest) -> None:
    if not _may(request.user):
        raise Http404
