"""每日拜訪計畫: write it, send it, take it back; what the supervisor said of it."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.questions.calendar import next_working_day
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.record import plan_record
from fieldday.rules.parsing import as_uuid
from fieldday.rules.planning import MOST_STOPS
from fieldday.visits.actions.plan_approval import submit_plan, withdraw_plan
from fieldday.visits.actions.plan_writing import save_plan
from fieldday.visits.questions.joint_calls import companions_offered
from fieldday.visits.questions.last_amounts import last_amounts
from fieldday.visits.questions.places import area_names, longest_unvisited, offered_accounts, offered_areas, places_of
from fieldday.visits.questions.plan_page import PlanPage, last_purposes, past_days, plan_page, stops_of_day
from fieldday.web.days import asked_day
from fieldday.web.posting import Wrote, errors_by_field, posted
from fieldday.web.rep import plan_form
from fieldday.web.rep.own_day import ones_own
from fieldday.web.rep.plan_form import PlanForm, StopForm, add_stops, in_order, kept_form, said_by, typed_form
from fieldday.web.rep.told import told
from fieldday.web.rep.typed import whole

CHANGED = "visits.plan.changed_meanwhile"
STALE = {CHANGED, "visits.plan.awaits_approval", "visits.plan.fixed_by_approval"}


@door(reads="visits.plan")
@ones_own("plan-actual")
def plan_next(request: HttpRequest) -> HttpResponse:
    """The plan to write now: the next working day's, today's or another day's when asked."""
    today, asked = clock.today(), request.GET.get("day", "")
    return redirect("plan-day", today if asked == "today" else asked_day(asked) or next_working_day(today))


@door(reads="visits.plan", verb=("visits.plan.saved", "visits.plan.submitted", "visits.plan.withdrawn"))
@ones_own("plan-actual")
def plan_day(request: HttpRequest, day: date) -> HttpResponse:
    page = plan_page(request.user, day, today=clock.today())
    if request.method != "POST":
        return _with_added(request, page) if "add" in request.GET else _show(request, page, kept_form(page))
    act = request.POST.get("act", "")
    if act == "withdraw":
        return posted(
            request,
            lambda at: _withdraw(request, page, at),
            done=_("Plan withdrawn. Change it and send again."),
            theirs=partial(plan_record, request.user, day),
        )
    return _write(request, page, act)


def _write(request: HttpRequest, page: PlanPage, act: str) -> HttpResponse:
    """Keep what was typed, or with `edit` change it and keep nothing; with "replace" a plan that was sent is withdrawn
    first. Whatever is refused, the form comes back as it was typed."""
    day, form = page.day, typed_form(request.POST)
    _name_places(request, form)
    if request.POST.get("edit"):
        return _show(request, page, form, typed=True, **_edited(request, page, form))
    in_order(form)

    def effect(at: datetime) -> Wrote:
        stops = said_by(form, the_company().currency)
        version = form.version
        if act == "replace" and page.status == "submitted" and page.id:
            version = withdraw_plan(by=request.user, plan_id=page.id, version=version, at=at).version
        note = form.note if "note" in request.POST else None
        plan = save_plan(by=request.user, day=day, stops=stops, at=at, version=version, note=note, **told(request))
        if act == "send":
            plan = submit_plan(by=request.user, plan_id=plan.pk, version=plan.version, at=at, **told(request))
        return Wrote(reverse("plan-day", args=[day]), plan.pk, plan.version)

    def refused(refusal: Refused) -> HttpResponse:
        conflict = page.version if refusal.code == CHANGED and page.writable else 0
        status = 409 if refusal.code in STALE else 422
        errors = errors_by_field(refusal)
        return _show(request, page, form, typed=True, status=status, errors=errors, conflict=conflict)

    done = {"send": _("Plan sent."), "replace": _("Plan withdrawn, and what you typed is kept. Send it again.")}
    theirs = partial(plan_record, request.user, day)
    return posted(request, effect, refused=refused, done=done.get(act, _("Draft saved.")), theirs=theirs)


@door(reads="customers.account")
def places(request: HttpRequest, day: date) -> HttpResponse:
    """Customers and areas that a plan may add."""
    query = request.GET.get("q", "")[:60]
    return render(request, "web/rep/plan_places.html", {"day": day, **_offered(request, query, day)})


def _withdraw(request: HttpRequest, page: PlanPage, at: datetime) -> Wrote:
    if page.id is None:
        raise Refused("visits.plan.not_sent")
    plan = withdraw_plan(by=request.user, plan_id=page.id, version=whole(request.POST.get("version", "")), at=at)
    return Wrote(reverse("plan-day", args=[page.day]), plan.pk, plan.version)


def _edited(request: HttpRequest, page: PlanPage, form: PlanForm) -> dict[str, Any]:
    """Change the form as a button in it asks, keep nothing: what the page shows besides."""
    act, _colon, what = request.POST.get("edit", "").partition(":")
    query = request.POST.get("q", "")[:60]
    if act in {"account", "longest"}:
        named = [what] if act == "account" else request.POST.getlist("longest")[:60]
        _add_accounts(request, form, named)
        query = ""
    if act == "area" and (area := area_names([whole(what)]).get(whole(what))):
        add_stops(form, [StopForm(area=whole(what), name=area, area_name=area, new=True)])
        query = ""
    if act == "copy" and (past := asked_day(what)):
        add_stops(form, [plan_form.stop_form(stop) for stop in stops_of_day(request.user, past)])
    if act == "join":
        _join(page, form, what)
    if act == "remove" and 1 <= whole(what) <= len(form.stops):
        del form.stops[whole(what) - 1]
    if act in {"up", "down"}:
        plan_form.move(form, whole(what), -1 if act == "up" else 1)
    return {"query": query, "changed": True}


def _add_accounts(request: HttpRequest, form: PlanForm, named: list[str]) -> None:
    ids = [pk for text in named if (pk := as_uuid(text))]
    known, purposes = places_of(request.user, ids), last_purposes(request.user, ids)
    add_stops(
        form,
        [
            StopForm(
                account=pk,
                area=known[pk].area_id,
                name=known[pk].name,
                area_name=known[pk].area,
                purposes=list(purposes.get(pk, ())),
                new=len(ids) == 1,
            )
            for pk in dict.fromkeys(ids)
            if pk in known
        ],
    )


def _with_added(request: HttpRequest, page: PlanPage) -> HttpResponse:
    """The plan with the customers that the address names as further stops, not saved yet."""
    form = kept_form(page)
    _add_accounts(request, form, request.GET.getlist("add")[:MOST_STOPS])
    return _show(request, page, form, typed=True, changed=True)


def _join(page: PlanPage, form: PlanForm, what: str) -> None:
    """Take on a stop of somebody else's plan to which one is asked along, at its hour."""
    for call in page.joint:
        if str(call.stop_id) == what and call.account_id:
            at = f"{call.starts_at:%H:%M}" if call.starts_at else ""
            stop = StopForm(account=call.account_id, name=call.name, time=at, purposes=list(call.purposes))
            add_stops(form, [stop])


def _name_places(request: HttpRequest, form: PlanForm) -> None:
    """Names for what the form holds as ids; a customer out of sight stays without one."""
    known = places_of(request.user, form.accounts)
    areas = area_names([stop.area for stop in form.stops if stop.area])
    for stop in form.stops:
        place = known.get(stop.account) if stop.account else None
        stop.area_name = place.area if place else areas.get(stop.area or 0, "")
        stop.name = place.name if place else ("" if stop.account else stop.area_name)


def _companions(request: HttpRequest, page: PlanPage, form: PlanForm) -> list[tuple[int, str]]:
    """Whom one may ask along; each stop is told the name of whom it asks."""
    offered = companions_offered(request.user, *(stop.companion_id for stop in page.stops))
    names = dict(offered)
    for stop in form.stops:
        stop.companion_name = names.get(stop.companion or 0, "")
    return offered


def _hint(request: HttpRequest, form: PlanForm) -> None:
    """Beside each stop what its customer ordered and paid the last time."""
    last = last_amounts(request.user, form.accounts)
    for stop in form.stops:
        stop.last = last.get(stop.account) if stop.account else None


def _offered(request: HttpRequest, query: str, day: date) -> dict[str, Any]:
    if not query.strip():
        return {"query": "", "areas": (), "accounts": ()}
    return {"query": query, "areas": offered_areas(query), "accounts": offered_accounts(request.user, query, day=day)}


def _show(
    request: HttpRequest, page: PlanPage, form: PlanForm, *, typed: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    """The form, or the plan to read where it cannot be written; what was typed is shown even then."""
    today = clock.today()
    shown = {"page": page, "codes": page.codes, "form": form, "day": page.day, "days": _days(page.day, today)}
    if not page.writable and not typed:
        return render(request, "web/rep/plan_read.html", {**shown, **more}, status=status)
    for position, stop in enumerate(form.stops, start=1):
        stop.errors = more.get("errors", {}).get(f"stop-{position}", [])
    used = {code for stop in form.stops for code in stop.purposes}
    _hint(request, form)
    shown |= {
        "companions": _companions(request, page, form),
        "purposes": page.codes.offered("purpose", *used),
        "past": past_days(request.user, page.day),
        "longest": longest_unvisited(request.user, day=page.day, but=form.accounts),
        **_offered(request, more.pop("query", ""), page.day),
    }
    return render(request, "web/rep/plan.html", {**shown, **more}, status=status)


def _days(day: date, today: date) -> list[date]:
    """The days one plans for: today, the next working day, and the one that is shown."""
    return sorted({today, next_working_day(today), day})
