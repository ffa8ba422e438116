"""Reports: the list, one to read, and its signature. There is no signing several at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.paging import page_of
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.visits.actions.report_signing import return_report, sign_report
from fieldday.visits.questions.day_rows import report_rows, whose_rows
from fieldday.visits.questions.days import days_of
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_review import ReportReview, next_report, report_closed, report_review
from fieldday.visits.questions.tree import who_owes
from fieldday.web.days import asked_day
from fieldday.web.posting import posted
from fieldday.web.supervisor.shown import overtaken, sentences
from fieldday.web.templatetags.fieldday import day as day_words

# What a superior says often; a tap puts it into the comment, where it is still his own to change.
PHRASES = (
    gettext_lazy("Well done, keep it up."),
    gettext_lazy("Follow up on the collection this week."),
    gettext_lazy("Ring before you go, so that nobody finds it shut."),
    gettext_lazy("Follow up on the quotation."),
    gettext_lazy("Let us talk tomorrow morning."),
)
JUDGEMENTS = ("good", "discuss", "question")
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
    fresh = days_of([(row.person_id, row.day) for row in page.rows if not row.frozen])
    listed = [(row, frozen_facts(row.frozen) if row.frozen else fresh[row.person_id, row.day]) for row in page.rows]
    answer = {"page": page, "listed": listed, "status": status, "on": on, "whose": whose, "statuses": STATUSES}
    return render(request, "web/supervisor/reports.html", answer)


@door(reads="visits.dailyreport")
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: planned beside actual, what was said, and the signature; beside a list only its panel."""
    review = _found(request, pk)
    if review.person == request.user:
        return redirect("report-day", review.report.day)  # one's own report has one place, where it can be answered
    return _page(request, review)


@door(verb="visits.report.signed")
def signature(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign the report that was read, with a comment and the judgements made."""
    review = _found(request, pk)

    def effect(at: datetime) -> str:
        sign_report(
            by=request.user,
            report_id=pk,
            version=_version(request),
            comment=request.POST.get("comment", "").strip(),
            at=at,
            seen=request.POST.get("seen") or "not shown",
            judgements=_judgements(request.POST),
        )
        return reverse("report", args=[pk])

    done = _("Signed: %(name)s, %(day)s.") % {"name": review.person.name, "day": day_words(review.report.day)}
    return posted(request, effect, refused=lambda refusal: _refused(request, pk, refusal), done=done)


@door(verb="visits.report.returned")
def report_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the report with a sentence that says what is missing."""
    review = _found(request, pk)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        return_report(by=request.user, report_id=pk, version=_version(request), comment=comment, at=at)
        return reverse("report", args=[pk])

    done = _("Returned to %(name)s: %(day)s.") % {
        "name": review.person.name,
        "day": day_words(review.report.day),
    }
    return posted(request, effect, refused=lambda refusal: _refused(request, pk, refusal), done=done)


def _found(request: HttpRequest, pk: UUID) -> ReportReview:
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
        "phrases": PHRASES,
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


def _refused(request: HttpRequest, pk: UUID, refusal: Refused) -> HttpResponse:
    """The report as it stands now, with what was typed, why it was refused and, if somebody was faster, by whom."""
    review = _found(request, pk)
    said = {visit: {"says": says, "note": note} for visit, (says, note) in _judgements(request.POST).items()}
    more = {
        "errors": {"": sentences(refusal, report_closed(request.user, pk))},
        "comment": request.POST.get("comment", ""),
        "said": said,
    }
    return _page(request, review, status=409 if overtaken(refusal) else 422, **more)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _judgements(form: Mapping[str, str]) -> dict[UUID, tuple[str, str]]:
    """{visit: (says, words)} for the visits of which something was said."""
    found = {}
    for name, says in form.items():
        kind, _dash, visit = name.partition("-")
        if kind != "says" or not says:
            continue
        try:
            found[UUID(visit)] = (says, form.get(f"note-{visit}", "").strip()[:200])
        except ValueError:
            continue
    return found
