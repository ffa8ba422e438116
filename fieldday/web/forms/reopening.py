"""Open a signed report again: why it is asked, and what it does, on a page of its own."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.questions.desk import signs_as
from fieldday.visits.questions.report_review import ReportReview, report_review
from fieldday.web.posting import errors_by_field, posted, refusal_page
from fieldday.web.supervisor.shown import overtaken
from fieldday.web.templatetags.fieldday import day as day_words
from fieldday.web.versions import version_of


@door(reads="visits.dailyreport", verb="visits.report.reopened")
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, with the report it is about; then the report itself."""
    review = report_review(request.user, pk)
    if review is None:
        raise Http404
    if request.method != "POST":
        if review.report.status != "signed" or not signs_as(request.user).may_sign(review.report.person_id):
            return redirect("report", pk)
        return _page(request, review)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        reopen_report(by=request.user, report_id=pk, version=version_of(request.POST), comment=comment, at=at)
        return reverse("report", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        if overtaken(refusal) or (
            refusal.code != "visits.comment.empty" and not refusal.code.startswith("visits.comment")
        ):
            return refusal_page(request, refusal, status=409 if overtaken(refusal) else 422)
        more = {"comment": request.POST.get("comment", ""), "errors": errors_by_field(refusal)}
        return _page(request, review, status=422, **more)

    done = _("Opened again: %(name)s, %(day)s.") % {"name": review.person.name, "day": day_words(review.report.day)}
    return posted(request, effect, refused=refused, done=done)


def _page(request: HttpRequest, review: ReportReview, status: int = 200, **more: object) -> HttpResponse:
    return render(request, "web/forms/reopening.html", {"review": review, **more}, status=status)
