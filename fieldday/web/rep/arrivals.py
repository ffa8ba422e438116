"""抵達 and 撲空: one tap, with the place if the phone tells it; and choosing a customer nobody planned."""

import math
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.questions.arrival_said import arrival_said
from fieldday.visits.questions.places import area_of_stop, offered_accounts
from fieldday.visits.questions.today import today_of
from fieldday.web.posting import posted, refusal_page

MOST_METRES = 1_000_000


@door(reads="visits.visit", verb=("visits.visit.arrived", "visits.visit.found_shut"))
def arrivals(request: HttpRequest) -> HttpResponse:
    """A tap on 抵達 or 撲空. Numbers that cannot be read leave the arrival unverifiable, never refused."""
    if request.method != "POST":
        return redirect("today")
    shut = bool(request.POST.get("shut"))

    def effect(at: datetime) -> str:
        visit = arrive(
            by=request.user,
            at=at,
            stop_id=_id(request.POST.get("stop", "")),
            account_id=_id(request.POST.get("account", "")),
            where=_where(request),
            claimed_at=_claimed(request.POST.get("claimed_at", "")),
            shut=shut,
        )
        sentences = " ".join(say(reason) for reason in arrival_said(visit, at))
        if shut:
            messages.info(request, " ".join([_("Noted: found it shut."), sentences]).strip())
            return reverse("today")
        if visit.where == "verified":
            messages.success(request, " ".join([_("Arrived, location verified."), sentences]).strip())
        else:
            messages.warning(request, " ".join([_("Arrived."), sentences]).strip())
        return reverse("visit", args=[visit.pk])

    return posted(request, effect, refused=lambda refusal: _refused(request, refusal))


@door(reads="customers.account")
def unplanned(request: HttpRequest) -> HttpResponse:
    """Choose the customer of a visit nobody planned, or of a stop that planned an area."""
    query = request.GET.get("q", "")[:60]
    stop = _id(request.GET.get("stop", ""))
    area = area_of_stop(request.user, stop) if stop else None
    page = {
        "query": query,
        "stop": stop if area else None,
        "area": area[1] if area else "",
        "places": offered_accounts(request.user, query, day=clock.today(), areas=area[:1] if area else ()),
    }
    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(request, "web/rep/unplanned_list.html" if part else "web/rep/unplanned.html", page)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """One is there already, or the stop was visited: the day's page shows how it stands."""
    if refusal.code in {"visits.visit.already_arrived", "visits.visit.stop_visited"}:
        messages.warning(request, say(refusal.reasons[0]))
        page = {"page": today_of(request.user, clock.today()), "live": True}
        return render(request, "web/rep/today.html", page, status=422)
    return refusal_page(request, refusal)


def _where(request: HttpRequest) -> Where | None:
    """The phone's place, or None when it did not tell one that can be read."""
    try:
        latitude, longitude, accuracy = (float(request.POST[n][:40]) for n in ("latitude", "longitude", "accuracy"))
    except (KeyError, ValueError):
        return None
    if not all(map(math.isfinite, (latitude, longitude, accuracy))):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or not 0 <= accuracy <= MOST_METRES:
        return None
    return Where(latitude, longitude, accuracy)


def _claimed(text: str) -> datetime | None:
    """The phone's own clock at the tap, or None when it is no moment of this century."""
    try:
        claimed = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return claimed if claimed.tzinfo and 2000 <= claimed.year < 2100 else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
