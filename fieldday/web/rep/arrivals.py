"""抵達 and 撲空: one tap, with the place if the phone tells it; and choosing a customer nobody planned."""

import math
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock, files
from fieldday.kit.doors import door
from fieldday.kit.policy import Scope
from fieldday.kit.refusals import Refused
from fieldday.kit.spoken import in_a_row
from fieldday.kit.words import say
from fieldday.rules.arriving import VERIFIED
from fieldday.rules.parsing import as_uuid
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.calling import CHANNELS
from fieldday.visits.actions.photos import add_photo
from fieldday.visits.models import Visit
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.arrival_said import arrival_said
from fieldday.visits.questions.joint_visits import joinable_visits
from fieldday.visits.questions.places import area_of_stop, offered_accounts
from fieldday.visits.questions.today import today_of
from fieldday.web.posting import Wrote, posted, refusal_page, refuse
from fieldday.web.rep.photos import picture_in
from fieldday.web.rep.told import brought, told

MOST_METRES = 1_000_000
SHOWN_ON_THE_DAY = {
    *("visits.visit.already_arrived", "visits.visit.stop_visited"),
    *("kit.picture.not_one", "kit.picture.too_big", "kit.picture.too_many_pixels"),
}
# How one reaches a customer: in person, or by a contact that is no visit.
WAYS = (("", gettext_lazy("Visit"), "map-pin"), ("phone", gettext_lazy("Phone"), "phone"), ("line", "LINE", "message"))


@door(reads="visits.visit", verb=("visits.visit.arrived", "visits.visit.found_shut"))
def arrivals(request: HttpRequest) -> HttpResponse:
    """A tap on 抵達 or 撲空, the latter with a photo as proof, if one likes. Numbers that cannot be read leave the
    arrival unverifiable, never refused."""
    if request.method != "POST":
        return redirect("today")
    shut = bool(request.POST.get("shut"))
    try:
        sent = "photo" in request.FILES or request.META.get(files.TOO_BIG)
        proof = picture_in(request) if shut and sent else None
    except Refused as refusal:
        return refuse(request, refusal, lambda one: _refused(request, one))

    def effect(at: datetime) -> Wrote:
        visit = arrive(
            by=request.user,
            at=at,
            stop_id=as_uuid(request.POST.get("stop", "")),
            account_id=as_uuid(request.POST.get("account", "")),
            where=where_of(request),
            visit_id=brought(request),
            shut=shut,
            **told(request),
        )
        if proof:
            photo: dict[str, Any] = {"kind": "other", "visit_id": visit.pk, "photo_id": brought(request, "photo_id")}
            add_photo(by=request.user, at=at, upload=proof, claimed_at=visit.claimed_at, **photo)
        return Wrote(_after(request, visit, at, proven=bool(proof)), visit.pk, visit.version)

    return posted(request, effect, refused=lambda refusal: _refused(request, refusal))


def _after(request: HttpRequest, visit: Visit, at: datetime, *, proven: bool) -> str:
    """Say how the arrival was taken; answers where to go from it."""
    sentences = in_a_row(say(reason) for reason in arrival_said(visit, at, told(request)["sent_at"]))
    if visit.shut:
        if proven or visit.where == VERIFIED:
            messages.info(request, in_a_row([_("Noted: found it shut."), sentences]))
            return reverse("today")
        ask = _("Take a photo of the door here: without one nothing proves that you were there.")
        messages.warning(request, in_a_row([_("Noted: found it shut."), sentences, ask]))
        return reverse("visit", args=[visit.pk]) + "#photos"
    if visit.where == VERIFIED:
        messages.success(request, in_a_row([_("Arrived, location verified."), sentences]))
    else:
        messages.warning(request, in_a_row([_("Arrived."), sentences]))
    return reverse("visit", args=[visit.pk])


@door(reads="customers.account")
def unplanned(request: HttpRequest) -> HttpResponse:
    """Choose the customer of a visit nobody planned, of a stop that planned an area, or of a phone or LINE contact;
    who leads others finds their open visits here, to come along. Not for somebody who visits nobody."""
    if not may_visit(request):
        raise Http404
    query = request.GET.get("q", "")[:60]
    stop = as_uuid(request.GET.get("stop", ""))
    area = area_of_stop(request.user, stop) if stop else None
    by = request.GET.get("by", "")
    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    page = {
        "query": query,
        "by": by if by in CHANNELS and not area else "",
        "ways": WAYS,
        "joinable": () if part or by or area else joinable_visits(request.user, clock.today()),
        "stop": stop if area else None,
        "area": area[1] if area else "",
        "places": offered_accounts(request.user, query, day=clock.today(), areas=area[:1] if area else ()),
    }
    return render(request, "web/rep/unplanned_list.html" if part else "web/rep/unplanned.html", page)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """One is there already, or the stop was visited: the day's page shows how it stands."""
    if refusal.code in SHOWN_ON_THE_DAY:
        messages.warning(request, say(refusal.reasons[0]))
        page = {"page": today_of(request.user, clock.today()), "live": True}
        return render(request, "web/rep/today.html", page, status=422)
    return refusal_page(request, refusal)


def may_visit(request: HttpRequest) -> bool:
    """Whether the reader's role goes to customers at all."""
    return POLICY.scope("visits.visit.arrived", request.user.role) is not Scope.NOBODY  # type: ignore[union-attr]


def where_of(request: HttpRequest) -> Where | None:
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
