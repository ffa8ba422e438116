"""每日拜訪計畫: write it, send it, take it back; what the supervisor said of it."""

from datetime import date, datetime
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
from fieldday.visits.actions.plan_approval import submit_plan, withdraw_plan
from fieldday.visits.actions.plan_writing import save_plan
from fieldday.visits.questions.places import area_names, longest_unvisited, offered_accounts, offered_areas, places_of
from fieldday.visits.questions.plan_page import PlanPage, last_purposes, past_days, plan_page, stops_of_day
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.rep import plan_form
from fieldday.web.rep.plan_form import PlanForm, StopForm, add_stops, as_uuid, in_order, kept_form, said_by, typed_form
from fieldday.web.rep.typed import whole

CHANGED = "visits.plan.changed_meanwhile"


@door(reads="visits.plan")
def plan_next(request: HttpRequest) -> HttpResponse:
    """The plan to write now: the next working day's, today's or another day's when asked."""
    today, asked = clock.today(), request.GET.get("day", "")
    return redirect("plan-day", today if asked == "today" else _named_day(asked) or next_working_day(today))


@door(reads="visits.plan", verb=("visits.plan.saved", "visits.plan.submitted", "visits.plan.withdrawn"))
def plan_day(request: HttpRequest, day: date) -> HttpResponse:
    page = plan_page(request.user, day, today=clock.today())
    if request.method != "POST":
        return _show(request, page, kept_form(page))
    act = request.POST.get("act", "")
    if act == "withdraw":
        return posted(
            request, lambda at: _withdraw(request, page, at), done=_("Plan withdrawn. Change it and send again.")
        )
    form = typed_form(request.POST)
    _name_places(request, form)
    if request.POST.get("edit"):
        return _show(request, page, form, **_edited(request, page, form))
    in_order(form)

    def effect(at: datetime) -> str:
        stops = said_by(form, the_company().currency)
        plan = save_plan(by=request.user, day=day, stops=stops, at=at, version=form.version)
        if act == "send":
            submit_plan(by=request.user, plan_id=plan.pk, version=plan.version, at=at)
        return reverse("plan-day", args=[day])

    def refused(refusal: Refused) -> HttpResponse:
        conflict = page.version if refusal.code == CHANGED else 0
        status = 409 if conflict else 422
        return _show(request, page, form, status=status, errors=errors_by_field(refusal), conflict=conflict)

    return posted(request, effect, refused=refused, done=_("Plan sent.") if act == "send" else _("Draft saved."))


@door(reads="customers.account")
def places(request: HttpRequest, day: date) -> HttpResponse:
    """Customers and areas that a plan may add."""
    query = request.GET.get("q", "")[:60]
    return render(request, "web/rep/plan_places.html", {"day": day, **_offered(request, query, day)})


def _withdraw(request: HttpRequest, page: PlanPage, at: datetime) -> str:
    if page.id is None:
        raise Refused("visits.plan.not_sent")
    withdraw_plan(by=request.user, plan_id=page.id, version=whole(request.POST.get("version", "")), at=at)
    return reverse("plan-day", args=[page.day])


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
    if act == "copy" and (past := _named_day(what)):
        add_stops(form, [plan_form.stop_form(stop) for stop in stops_of_day(request.user, past)])
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


def _named_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _name_places(request: HttpRequest, form: PlanForm) -> None:
    """Names for what the form holds as ids; a customer out of sight stays without one."""
    known = places_of(request.user, form.accounts)
    areas = area_names([stop.area for stop in form.stops if stop.area])
    for stop in form.stops:
        place = known.get(stop.account) if stop.account else None
        stop.area_name = place.area if place else areas.get(stop.area or 0, "")
        stop.name = place.name if place else ("" if stop.account else stop.area_name)


def _offered(request: HttpRequest, query: str, day: date) -> dict[str, Any]:
    if not query.strip():
        return {"query": "", "areas": (), "accounts": ()}
    return {"query": query, "areas": offered_areas(query), "accounts": offered_accounts(request.user, query, day=day)}


def _show(request: HttpRequest, page: PlanPage, form: PlanForm, *, status: int = 200, **more: Any) -> HttpResponse:
    today = clock.today()
    shown = {"page": page, "codes": page.codes, "form": form, "day": page.day, "days": _days(page.day, today)}
    if not page.writable:
        return render(request, "web/rep/plan_read.html", {**shown, **more}, status=status)
    for position, stop in enumerate(form.stops, start=1):
        stop.errors = more.get("errors", {}).get(f"stop-{position}", [])
    used = {code for stop in form.stops for code in stop.purposes}
    shown |= {
        "purposes": page.codes.offered("purpose", *used),
        "past": past_days(request.user, page.day),
        "longest": longest_unvisited(request.user, day=page.day, but=form.accounts),
        **_offered(request, more.pop("query", ""), page.day),
    }
    return render(request, "web/rep/plan.html", {**shown, **more}, status=status)


def _days(day: date, today: date) -> list[date]:
    """The days one plans for: today, the next working day, and the one that is shown."""
    return sorted({today, next_working_day(today), day})
