"""A plan to read, approve or return; several to approve at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.spoken import in_a_row
from fieldday.kit.words import say
from fieldday.rules.parsing import as_number, as_uuid
from fieldday.visits.actions.plan_approval import Bulk, approve_plan, approve_plans, return_plan
from fieldday.visits.questions.plan_review import PlanReview, plan_closed, plan_review, plans_named
from fieldday.web.posting import posted
from fieldday.web.supervisor.shown import by_whom, overtaken, plan_page, sentences
from fieldday.web.templatetags.fieldday import day
from fieldday.web.versions import version_of

MOST_AT_ONCE = 200


@door(reads="visits.plan")
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole plan; beside a list only its panel."""
    review = _found(request, pk)
    in_panel = request.htmx and request.htmx.target == "side"  # type: ignore[attr-defined]  # set by HtmxMiddleware
    answer = plan_page(review, then=request.GET.get("then"), back="desk" if in_panel else "")
    return render(request, "web/supervisor/plan_panel.html" if in_panel else "web/supervisor/plan.html", answer)


@door(verb="visits.plan.approved")
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve the plan that was read, then on to the next one."""
    review = _found(request, pk)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        approve_plan(by=request.user, plan_id=pk, version=version_of(request.POST), at=at, comment=comment)
        return _onward(request, pk)

    done = _("Approved: %(name)s, %(day)s.") % {"name": review.person.name, "day": day(review.plan.day)}
    return posted(request, effect, refused=lambda refusal: _refused(request, pk, refusal), done=done)


@door(verb="visits.plan.returned")
def plan_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the plan with a sentence."""
    review = _found(request, pk)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        return_plan(by=request.user, plan_id=pk, version=version_of(request.POST), at=at, comment=comment)
        return _onward(request, pk)

    done = _("Returned to %(name)s: %(day)s.") % {"name": review.person.name, "day": day(review.plan.day)}
    return posted(request, effect, refused=lambda refusal: _refused(request, pk, refusal), done=done)


@door(verb="visits.plan.approved")
def approvals(request: HttpRequest) -> HttpResponse:
    """Approve every plan that was ticked; what cannot be approved is named with the reason."""
    ticked = list(dict.fromkeys(pair for pair in map(_pair, request.POST.getlist("plan")[:MOST_AT_ONCE]) if pair))
    if not ticked:
        messages.warning(request, _("Tick the plans to approve first (key x)."))
        return redirect("desk")

    def effect(at: datetime) -> str:
        _tell(request, approve_plans(by=request.user, plans=ticked, at=at))
        return _desk(request)

    return posted(request, effect)


def _tell(request: HttpRequest, bulk: Bulk) -> None:
    """「已核准 11 份，1 份未核准：…」"""
    if not bulk.refused:
        messages.success(request, _("Approved %(count)s plans.") % {"count": len(bulk.approved)})
        return
    named = plans_named(request.user, [pk for pk, _reasons in bulk.refused])
    told = []
    for pk, reasons in bulk.refused:
        found, closed = named.get(pk), plan_closed(request.user, pk)
        why = in_a_row(say(reason) for reason in reasons)
        if closed and ".already_" in reasons[0].code:
            why = by_whom(closed)
        who = f"{found.person.name} {day(found.day)}" if found else ""
        told.append(_("%(who)s: %(why)s") % {"who": who, "why": why} if found else why)
    counts = {"approved": len(bulk.approved), "refused": len(bulk.refused), "why": in_a_row(told)}
    messages.warning(request, _("Approved %(approved)s, not approved %(refused)s: %(why)s") % counts)


def _found(request: HttpRequest, pk: UUID) -> PlanReview:
    review = plan_review(request.user, pk, today=clock.today())
    if review is None:
        raise Http404
    return review


def _refused(request: HttpRequest, pk: UUID, refusal: Refused) -> HttpResponse:
    """The plan as it stands now, with why it was refused and, when somebody was faster, by whom."""
    review = _found(request, pk)
    answer: dict[str, Any] = plan_page(review, then=request.POST.get("then"), comment=request.POST.get("comment", ""))
    words = request.POST.get("comment", "")
    if words.strip() and not review.may_sign:
        answer["typed"] = [(_("What is to be changed"), words)]
    answer |= {"errors": {"": sentences(refusal, plan_closed(request.user, pk))}, "overtaken": overtaken(refusal)}
    return render(request, "web/supervisor/plan.html", answer, status=409 if overtaken(refusal) else 422)


def _pair(text: str) -> tuple[UUID, int] | None:
    """What a tick says: the plan and the version that was read, "uuid:version"."""
    name, _colon, version = text.partition(":")
    plan, number = as_uuid(name), as_number(version, 9)
    return None if plan is None or number is None else (plan, number)


def _onward(request: HttpRequest, pk: UUID) -> str:
    """From the desk back to it, at the row that follows; from the plan's own page to that page."""
    return _desk(request) if request.POST.get("back") == "desk" else reverse("plan", args=[pk])


def _desk(request: HttpRequest) -> str:
    kept = {"line": request.POST.get("line", ""), "plan": request.POST.get("then", "")}
    kept = {name: value for name, value in kept.items() if value}
    return reverse("desk") + ("?" + urlencode(kept) if kept else "")
