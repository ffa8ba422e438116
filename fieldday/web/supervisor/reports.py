"""Reports: the list, one to read, and its signature. There is no signing several at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.paging import page_of
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.rules.parsing import as_uuid
from fieldday.rules.text import clean
from fieldday.visits.actions.report_signing import return_report, sign_report
from fieldday.visits.questions.codes import stock_phrases
from fieldday.visits.questions.day_rows import report_rows, whose_rows
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_review import ReportReview, next_report, report_closed, report_review
from fieldday.visits.questions.tree import who_owes
from fieldday.web.days import asked_day
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.supervisor.shown import overtaken, sentences
from fieldday.web.templatetags.fieldday import day as day_words
from fieldday.web.versions import version_of

JUDGEMENTS = (("good", "g"), ("discuss", "d"), ("question", "q"))  # with the key that says so
MOST_GIVEN_BACK = 20_000  # characters of a word on a visit: more than anybody types
MISSING = "missing"
STATUSES = ("sent", "returned", "signed")


@door(reads="visits.dailyreport")
def reports(request: HttpRequest) -> HttpResponse:
    """The reports in sight, the latest day first, by state, day and person."""
    whose = whose_rows(request.user, request.GET.get("person", ""), branch=False)
    if whose is None:
        raise Http404
    status, on = request.GET.get("state", ""), asked_day(request.GET.get("day", ""))
    if status == MISSING:
        on = on or clock.today()
        answer = {"owing": who_owes(request.user, on), "status": status, "on": on, "whose": whose, "statuses": STATUSES}
        return render(request, "web/supervisor/reports.html", answer)
    rows = report_rows(request.user, status=status, day=on, person_id=whose.person.pk if whose.person else None)
    page = page_of(rows, request.GET.get("page", ""), size=50)
    fresh = days_of([(row.person_id, row.day) for row in page.rows if not row.frozen], figures=True)
    listed = [(row, frozen_facts(row.frozen) if row.frozen else fresh[row.person_id, row.day]) for row in page.rows]
    answer = {"page": page, "listed": listed, "status": status, "on": on, "whose": whose, "statuses": STATUSES}
    return render(request, "web/supervisor/reports.html", answer)


@door(reads="visits.dailyreport")
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: planned beside actual, what was said, and the signature; beside a list only its panel."""
    review = found(request, pk)
    if review.person == request.user:
        return redirect("report-day", review.report.day)  # one's own report has one place, where it can be answered
    return _page(request, review)


@door(verb="visits.report.signed")
def signature(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign the report that was read, with a comment and the judgements made."""
    review = found(request, pk)

    def effect(at: datetime) -> str:
        sign_report(
            by=request.user,
            report_id=pk,
            version=version_of(request.POST),
            comment=request.POST.get("comment", "").strip(),
            at=at,
            seen=request.POST.get("seen") or "not shown",
            judgements=_judgements(request.POST),
        )
        return onward(request, pk)

    done = _("Signed: %(name)s, %(day)s.") % {"name": review.person.name, "day": day_words(review.report.day)}
    return posted(request, effect, refused=lambda refusal: refused(request, pk, refusal), done=done)


@door(verb="visits.report.returned")
def report_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the report with a sentence that says what is missing."""
    review = found(request, pk)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        return_report(by=request.user, report_id=pk, version=version_of(request.POST), comment=comment, at=at)
        return onward(request, pk)

    done = _("Returned to %(name)s: %(day)s.") % {
        "name": review.person.name,
        "day": day_words(review.report.day),
    }
    again = {"returning": request.POST.get("comment", "")}
    return posted(request, effect, refused=lambda refusal: refused(request, pk, refusal, **again), done=done)


def onward(request: HttpRequest, pk: UUID) -> str:
    """Where a signature leads: to the next report that waits, else to the desk."""
    following, _left = next_report(request.user, pk)
    return reverse("report", args=[following.pk]) if following else reverse("desk")


def found(request: HttpRequest, pk: UUID) -> ReportReview:
    """The report in sight, else 404."""
    review = report_review(request.user, pk)
    if review is None:
        raise Http404
    return review


def _page(request: HttpRequest, review: ReportReview, status: int = 200, **more: Any) -> HttpResponse:
    following, left = next_report(request.user, review.report.pk)
    answer = {
        "review": review,
        "report": review.report,
        "facts": review.facts,
        "phrases": stock_phrases() if review.may_sign else (),
        "judgements": JUDGEMENTS,
        "following": following,
        "left": left,
        "now": clock.now(),
        "currency": the_company().currency,
        **more,
    }
    in_panel = request.htmx and request.htmx.target == "side"  # type: ignore[attr-defined]  # set by HtmxMiddleware
    template = "web/supervisor/report_panel.html" if in_panel else "web/supervisor/report.html"
    return render(request, template, answer, status=status)


def refused(request: HttpRequest, pk: UUID, refusal: Refused, **typed: str) -> HttpResponse:
    """The report as it stands now, with what was typed, why it was refused and, if somebody was faster, by whom."""
    review = found(request, pk)
    errors = errors_by_field(refusal)
    if overtaken(refusal):
        errors = {"": sentences(refusal, report_closed(request.user, pk))}
    said = {
        visit: {"says": says, "note": note, "errors": errors.get(f"visit-{visit}")}
        for visit, (says, note) in _judgements(request.POST).items()
    }
    typed = typed or {"comment": request.POST.get("comment", "")}
    more = {"errors": errors, "said": said, "typed": _lost(request, review, typed), **typed}
    return _page(request, review, status=409 if overtaken(refusal) else 422, **more)


def _lost(request: HttpRequest, review: ReportReview, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was typed into a form that the page has no more, as (what it was, the words), to be copied."""
    if review.may_sign:
        return []
    names = {"comment": _("Supervisor's comment"), "returning": _("What is missing"), "remark": _("Remark")}
    stays = {"comment", "remark"} if review.may_countersign else set()
    found = [(names[name], words) for name, words in typed.items() if name not in stays]
    for passage in review.passages:
        if passage.visit:
            note = request.POST.get(f"note-{passage.visit.id}", "")[:MOST_GIVEN_BACK]
            found.append((_("A word on the visit to %(name)s") % {"name": passage.name}, note))
    return [(name, words) for name, words in found if words.strip()]


def _judgements(form: Mapping[str, str]) -> dict[UUID, tuple[str, str]]:
    """{visit: (says, words)} for the visits of which something was said."""
    found = {}
    for name, says in form.items():
        kind, _dash, visit = name.partition("-")
        if kind == "says" and says and (pk := as_uuid(visit)):
            found[pk] = (says, clean(form.get(f"note-{visit}", "")[:MOST_GIVEN_BACK]))
    return found
