"""變更行程: add a stop to one's approved plan, cancel one, move its hour, with the reason."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.ids import new_id
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.record import plan_record
from fieldday.rules.parsing import as_uuid
from fieldday.visits.actions.plan_changing import add_stop, cancel_stop, move_stop
from fieldday.visits.actions.plan_writing import StopInput
from fieldday.visits.questions.places import area_names, offered_accounts, offered_areas, places_of
from fieldday.visits.questions.plan_changes import changeable_stop, taken_hours
from fieldday.visits.questions.plan_page import PlanPage, plan_page
from fieldday.web.posting import Wrote, errors_by_field, posted, refusal_page
from fieldday.web.rep.own_day import ones_own
from fieldday.web.rep.told import brought, told
from fieldday.web.rep.typed import Reading, line, whole

ADDED, CANCELLED, MOVED = "added", "cancelled", "moved"
KINDS = (ADDED, CANCELLED, MOVED)
FIRST, LAST = 9 * 60, 21 * 60


@dataclass
class ChangeForm:
    """A change as it was typed."""

    kind: str
    version: int
    back: str = ""
    stop: UUID | None = None
    account: UUID | None = None
    area: int | None = None
    time: str = ""
    purposes: list[str] = field(default_factory=list)
    objective: str = ""
    order: str = ""
    collection: str = ""
    reason: str = ""
    note: str = ""


@door(reads="visits.plan")
@ones_own("plan-actual")
def change_new(request: HttpRequest, day: date) -> HttpResponse:
    """The form of a change; for a stop to be added, first whom to visit."""
    page = plan_page(request.user, day, today=clock.today())
    if page.id is None or page.status != "approved":
        return redirect("plan-day", day)
    asked = request.GET.get("kind", "")
    form = ChangeForm(
        kind=asked if asked in KINDS else MOVED,
        version=page.version,
        back=request.GET.get("back", ""),
        stop=as_uuid(request.GET.get("stop", "")),
        account=as_uuid(request.GET.get("account", "")),
        area=whole(request.GET.get("area", "")) or None,
    )
    if form.kind == ADDED:
        if form.account is None and form.area is None:
            return _choose(request, page, form)
        form.time = _offered_hour(taken_hours(request.user, day), day)
    elif form.stop is None:
        raise Http404
    return _show(request, page, form)


@door(verb=("visits.stop.added", "visits.stop.cancelled", "visits.stop.moved"))
def changes(request: HttpRequest, day: date) -> HttpResponse:
    """Keep the change; what cannot be is said at its field, and what was typed stays."""
    page = plan_page(request.user, day, today=clock.today())
    form = _typed(request)
    if page.id is None or form.kind not in KINDS or (form.kind != ADDED and form.stop is None):
        raise Http404
    if form.kind != ADDED and not changeable_stop(request.user, day, form.stop):  # type: ignore[arg-type]  # it is there
        raise Http404

    def effect(at: datetime) -> Wrote:
        _keep(request, page, form, at)
        here = reverse("today") if form.back == "today" else reverse("plan-day", args=[day])
        return Wrote(here, page.id, form.version + 1)

    def refused(refusal: Refused) -> HttpResponse:
        if page.status != "approved":
            return refusal_page(request, refusal)
        stale = refusal.code == "visits.plan.changed_meanwhile"
        form.version = page.version if stale else form.version
        return _show(request, page, form, status=409 if stale else 422, errors=errors_by_field(refusal))

    done = {
        ADDED: _("Stop added. Your supervisor sees it with the reason."),
        CANCELLED: _("Stop cancelled. Your supervisor sees it with the reason."),
        MOVED: _("Stop moved. Your supervisor sees it with the reason."),
    }
    theirs = partial(plan_record, request.user, day)
    return posted(request, effect, refused=refused, done=done[form.kind], theirs=theirs)


def _keep(request: HttpRequest, page: PlanPage, form: ChangeForm, at: datetime) -> None:
    reading = Reading(the_company().currency, "visits.change.unreadable")
    hour = reading.clock(form.time, "time")
    order, collection = reading.amount(form.order, "order"), reading.amount(form.collection, "collection")
    reading.require()
    said: dict[str, Any] = {"by": request.user, "plan_id": page.id, "version": form.version, "at": at}
    said |= {"reason": form.reason, "note": form.note, **told(request)}
    if form.kind == ADDED:
        stop = StopInput(
            account_id=form.account,
            area_id=None if form.account else form.area,
            starts_at=hour,
            purposes=tuple(form.purposes),
            objective=form.objective,
            expected_order=order,
            expected_collection=collection,
            id=brought(request) or new_id(),
        )
        add_stop(**said, stop=stop)
    elif form.stop is None:
        raise Refused("people.not_found", missing=True)
    elif form.kind == CANCELLED:
        cancel_stop(**said, stop_id=form.stop)
    else:
        move_stop(**said, stop_id=form.stop, starts_at=hour)


def _typed(request: HttpRequest) -> ChangeForm:
    post = request.POST
    return ChangeForm(
        kind=post.get("kind", ""),
        version=whole(post.get("version_now") or post.get("version", "")),
        back=post.get("back", ""),
        stop=as_uuid(post.get("stop", "")),
        account=as_uuid(post.get("account", "")),
        area=whole(post.get("area", "")) or None,
        time=line(post.get("time", "")),
        purposes=post.getlist("purpose")[:20],
        objective=line(post.get("objective", "")),
        order=line(post.get("order", "")),
        collection=line(post.get("collection", "")),
        reason=line(post.get("reason", ""))[:40],
        note=line(post.get("note", "")),
    )


def _choose(request: HttpRequest, page: PlanPage, form: ChangeForm) -> HttpResponse:
    query = request.GET.get("q", "")[:60]
    shown = {
        "page": page,
        "day": page.day,
        "form": form,
        "query": query,
        "places": offered_accounts(request.user, query, day=page.day),
        "areas": offered_areas(query),
    }
    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    template = "web/rep/plan_change_places.html" if part else "web/rep/plan_change_choose.html"
    return render(request, template, shown)


def _show(request: HttpRequest, page: PlanPage, form: ChangeForm, *, status: int = 200, **more: Any) -> HttpResponse:
    stop = changeable_stop(request.user, page.day, form.stop) if form.stop and form.kind != ADDED else None
    if form.kind != ADDED and stop is None:
        raise Http404
    if stop and not form.time and status == 200:
        form.time = f"{stop.starts_at:%H:%M}" if stop.starts_at else ""
    place = places_of(request.user, [form.account]).get(form.account) if form.account else None
    named = stop.name if stop else (place.name if place else area_names([form.area or 0]).get(form.area or 0, ""))
    if not named:
        raise Http404
    shown = {
        "page": page,
        "day": page.day,
        "form": form,
        "stop": stop,
        "named": named,
        "area": stop.area if stop else (place.area if place else ""),
        "reasons": page.codes.offered("reason"),
        "purposes": page.codes.offered("purpose"),
        "chosen_reason": [form.reason],
        **more,
    }
    return render(request, "web/rep/plan_change.html", shown, status=status)


def _offered_hour(taken: set[time], day: date) -> str:
    """The next full half hour that is free, from now or from nine."""
    now = timezone.localtime(clock.now())
    start = now.hour * 60 + now.minute if now.date() == day else FIRST
    for minutes in range((start + 29) // 30 * 30, LAST, 30):
        if time(minutes // 60, minutes % 60) not in taken:
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return ""
