"""業務日報: read what the day came to, add reflections, send, tomorrow's plan with it; read the 批示 and answer."""

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock
from fieldday.kit.answers import asks_json
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.readings.phone.record import report_record
from fieldday.rules.attendance import judge_end
from fieldday.rules.verdict import Reason
from fieldday.visits.actions.plan_approval import submit_plan
from fieldday.visits.actions.report_signing import answer_report
from fieldday.visits.actions.report_writing import WARNED, save_report, send_report, withdraw_report
from fieldday.visits.questions.heard import heard_in_sections
from fieldday.visits.questions.plan_ahead import plan_ahead
from fieldday.visits.questions.report_page import ReportPage, report_page
from fieldday.web.forms.words import HEARD
from fieldday.web.posting import Wrote, errors_by_field, posted, refusal_page
from fieldday.web.rep.own_day import ones_own
from fieldday.web.rep.report_warned import notes_of
from fieldday.web.rep.told import told
from fieldday.web.rep.typed import Reading, line, whole, words

CHANGED = "visits.report.changed_meanwhile"
MOST_WORDS = 4000
MOST_NOTE = 200
SECTIONS: dict[str, Any] = {**HEARD, "need": gettext_lazy("Needs and habits"), "other": gettext_lazy("Other")}


@door(reads="visits.dailyreport")
@ones_own("reports")
def report_today(request: HttpRequest) -> HttpResponse:
    """The report of this very day."""
    return redirect("report-day", clock.today())


@door(
    reads="visits.dailyreport",
    verb=(
        "visits.report.saved",
        "visits.report.sent",
        "visits.report.withdrawn",
        "visits.report.answered",
        "visits.plan.submitted",
    ),
)
@ones_own("reports")
def report_day(request: HttpRequest, day: date) -> HttpResponse:
    """One's own report of a day gone by or of today; a day to come has none."""
    if day > clock.today() and not asks_json(request):  # a phone whose clock is ahead is told so by the verb
        raise Http404
    page = report_page(request.user, day)
    if request.method != "POST":
        return _show(request, page)
    act = request.POST.get("act", "")
    if act == "withdraw":
        done = _("Report withdrawn. Change it and send again.")
        theirs = partial(report_record, request.user, day)
        return posted(request, lambda at: _withdraw(request, page, at), done=done, theirs=theirs)
    if act == "answer":
        return _answer(request, page)
    return _write(request, page, sending=act == "send")


def _write(request: HttpRequest, page: ReportPage, *, sending: bool) -> HttpResponse:
    """Keep the rep's own words, and send with them when asked; what is warned of is asked about first."""
    reflections = words(request.POST.get("reflections", ""))
    missed = _missed(request, page)
    version = whole(request.POST.get("version_now") or request.POST.get("version", ""))
    changed = {pk: said for pk, said in missed.items() if said[0] and said != _kept(page)[pk]}
    together = sending and "plan" in request.POST
    here = reverse("report-day", args=[page.day])
    alone = "plan_asked" in request.POST and "plan" not in request.POST
    asking = f"{here}?ask=1{'&alone=1' if alone else ''}"

    def effect(at: datetime) -> Wrote:
        _fits(reflections, changed)
        said: dict[str, Any] = {"by": request.user, "at": at, "claimed_at": told(request)["claimed_at"]}
        kept = save_report(**said, day=page.day, reflections=reflections, version=version, missed=changed)
        if not sending:
            return Wrote(here, kept.pk, kept.version)
        accepted = request.POST.getlist("accepted")
        said |= told(request)
        try:
            kept = send_report(**said, report_id=kept.pk, version=kept.version, accepted=accepted)
        except Refused as refusal:
            if refusal.code != WARNED:
                raise
            if asks_json(request):
                raise _asked(refusal, accepted) from refusal
            return Wrote(asking, kept.pk, kept.version)  # the words are kept; sending waits for a second look
        if together:
            _send_plan(request, page, at)
        return Wrote(here, kept.pk, kept.version)

    def refused(refusal: Refused) -> HttpResponse:
        if not page.writable:
            return refusal_page(request, refusal)
        typed = {"reflections": reflections, "missed": missed, "errors": errors_by_field(refusal)}
        conflict = page.version if refusal.code == CHANGED else 0
        return _show(
            request, page, status=409 if conflict else 422, version=version, conflict=conflict, alone=alone, **typed
        )

    done = _("Saved.") if not sending else _("Report and plan sent.") if together else _("Report sent.")
    theirs = partial(report_record, request.user, page.day)
    return posted(
        request, effect, refused=refused, done=lambda location: done if location == here else "", theirs=theirs
    )


def _asked(refusal: Refused, accepted: list[str]) -> Refused:
    """The warnings as a question to the phone, which keeps the words itself: accepted, the same form is sent again."""
    codes = dict.fromkeys([*accepted, *(one.code for one in refusal.reasons)])
    return Refused(WARNED, refusal.reasons, insist=[("accepted", code) for code in codes])


def _fits(reflections: str, missed: dict[UUID, tuple[str, str]]) -> None:
    """Raise Refused at each text that is too long."""
    reading = Reading("", "")
    reading.fits(reflections, MOST_WORDS, "reflections")
    for pk, (_code, note) in missed.items():
        reading.fits(note, MOST_NOTE, f"missed-{pk}")
    reading.require()


def _send_plan(request: HttpRequest, page: ReportPage, at: datetime) -> None:
    """Send the next day's plan, the very one that was shown. What is wrong with it stands at the plan."""
    ahead = plan_ahead(request.user, page.day, today=clock.local_day(at))
    if ahead is None or ahead.id is None:
        raise Refused("visits.plan.without_stops", field="plan")
    try:
        version = whole(request.POST.get("plan", ""))
        submit_plan(by=request.user, plan_id=ahead.id, version=version, at=at, **told(request))
    except Refused as refusal:
        reasons = [Reason(one.code, one.params, "plan") for one in refusal.reasons]
        raise Refused(refusal.code, reasons, missing=refusal.missing) from refusal


def _withdraw(request: HttpRequest, page: ReportPage, at: datetime) -> Wrote:
    if page.id is None:
        raise Refused("visits.report.not_sent")
    row = withdraw_report(by=request.user, report_id=page.id, version=whole(request.POST.get("version", "")), at=at)
    return Wrote(reverse("report-day", args=[page.day]), row.pk, row.version)


def _answer(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """What one answers to the 批示."""
    text = words(request.POST.get("answer", ""))

    def effect(at: datetime) -> str:
        if page.id is None:
            raise Refused("visits.report.not_signed")
        reading = Reading("", "")
        reading.fits(text, MOST_WORDS, "answer")
        reading.require()
        answer_report(by=request.user, report_id=page.id, text=text, at=at)
        return reverse("report-day", args=[page.day])

    def refused(refusal: Refused) -> HttpResponse:
        if page.status != "signed":
            return refusal_page(request, refusal)
        errors = {"answer": [sentence for some in errors_by_field(refusal).values() for sentence in some]}
        return _show(request, page, status=422, answer=text, errors=errors)

    return posted(request, effect, refused=refused, done=_("Answered."))


def _kept(page: ReportPage) -> dict[UUID, tuple[str, str]]:
    """{stop: (reason's code, own words)} as it is kept."""
    return {stop.id: (stop.reason, stop.reason_note) for stop in page.unexplained}


def _missed(request: HttpRequest, page: ReportPage) -> dict[UUID, tuple[str, str]]:
    """{stop: (reason's code, own words)} as the form says it, for the day's own stops only."""
    return {
        stop.id: (
            line(request.POST.get(f"missed-{stop.id}", "")),
            line(request.POST.get(f"missed-{stop.id}-note", "")),
        )
        for stop in page.unexplained
    }


def _show(request: HttpRequest, page: ReportPage, *, status: int = 200, **more: Any) -> HttpResponse:
    missed = more.pop("missed", None) or _kept(page)
    errors = more.get("errors", {})
    asked = [
        {
            "stop": stop,
            "reason": missed[stop.id][0],
            "note": missed[stop.id][1],
            "errors": errors.get(f"missed-{stop.id}"),
        }
        for stop in page.unexplained
    ]
    now = clock.now()
    asking = page.writable and status == 200 and "ask" in request.GET
    may_end = not page.facts.ended_at and judge_end(page.facts.started_at or page.first_arrival, now).ok
    shown = {
        "page": page,
        "codes": page.codes,
        "facts": page.facts,
        "asked": asked,
        "reasons": page.codes.offered("reason", *(said[0] for said in missed.values())),
        "reflections": page.reflections,
        "version": page.version,
        "live": page.writable and page.day == clock.today(),
        "late": page.writable and now > page.due,
        "sections": [(SECTIONS[name], rows) for name, rows in heard_in_sections(page.facts)],
        "may_end": page.writable and may_end,
        "notes": notes_of(page.facts, page.reflections, at=now, may_end=may_end) if asking else (),
        "ahead": plan_ahead(request.user, page.day, today=clock.today()),
        "alone": "alone" in request.GET,
        **more,
    }
    return render(request, "web/rep/report.html", shown, status=status)
