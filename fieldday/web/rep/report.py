"""業務日報: read what the day came to, add reflections, send; read the 批示 and answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.report_signing import answer_report
from fieldday.visits.actions.report_writing import save_report, send_report, withdraw_report
from fieldday.visits.questions.report_page import ReportPage, report_page
from fieldday.web.posting import errors_by_field, posted, refusal_page
from fieldday.web.rep.typed import Reading, line, whole, words

CHANGED = "visits.report.changed_meanwhile"
MOST_WORDS = 4000
MOST_NOTE = 200


@door(reads="visits.dailyreport")
def report_today(request: HttpRequest) -> HttpResponse:
    """The report of this very day."""
    return redirect("report-day", clock.today())


@door(
    reads="visits.dailyreport",
    verb=("visits.report.saved", "visits.report.sent", "visits.report.withdrawn", "visits.report.answered"),
)
def report_day(request: HttpRequest, day: date) -> HttpResponse:
    """One's own report of a day gone by or of today; a day to come has none."""
    if day > clock.today():
        raise Http404
    page = report_page(request.user, day)
    if request.method != "POST":
        return _show(request, page)
    act = request.POST.get("act", "")
    if act == "withdraw":
        done = _("Report withdrawn. Change it and send again.")
        return posted(request, lambda at: _withdraw(request, page, at), done=done)
    if act == "answer":
        return _answer(request, page)
    return _write(request, page, sending=act == "send")


def _write(request: HttpRequest, page: ReportPage, *, sending: bool) -> HttpResponse:
    """Keep the rep's own words, and send with them when asked."""
    reflections = words(request.POST.get("reflections", ""))
    missed = _missed(request, page)
    version = whole(request.POST.get("version_now") or request.POST.get("version", ""))
    changed = {pk: said for pk, said in missed.items() if said[0] and said != _kept(page)[pk]}

    def effect(at: datetime) -> str:
        reading = Reading("", "")
        reading.fits(reflections, MOST_WORDS, "reflections")
        for pk, (_code, note) in changed.items():
            reading.fits(note, MOST_NOTE, f"missed-{pk}")
        reading.require()
        report = save_report(
            by=request.user, day=page.day, reflections=reflections, at=at, version=version, missed=changed
        )
        if sending:
            send_report(by=request.user, report_id=report.pk, version=report.version, at=at)
        return reverse("report-day", args=[page.day])

    def refused(refusal: Refused) -> HttpResponse:
        if not page.writable:
            return refusal_page(request, refusal)
        typed = {"reflections": reflections, "missed": missed, "errors": errors_by_field(refusal)}
        conflict = page.version if refusal.code == CHANGED else 0
        return _show(request, page, status=409 if conflict else 422, version=version, conflict=conflict, **typed)

    return posted(request, effect, refused=refused, done=_("Report sent.") if sending else _("Saved."))


def _withdraw(request: HttpRequest, page: ReportPage, at: datetime) -> str:
    if page.id is None:
        raise Refused("visits.report.not_sent")
    withdraw_report(by=request.user, report_id=page.id, version=whole(request.POST.get("version", "")), at=at)
    return reverse("report-day", args=[page.day])


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
    shown = {
        "page": page,
        "codes": page.codes,
        "facts": page.facts,
        "asked": asked,
        "reasons": page.codes.offered("reason", *(said[0] for said in missed.values())),
        "reflections": page.reflections,
        "version": page.version,
        "live": page.writable and page.day == clock.today(),
        "late": page.writable and clock.now() > page.due,
        **more,
    }
    return render(request, "web/rep/report.html", shown, status=status)
