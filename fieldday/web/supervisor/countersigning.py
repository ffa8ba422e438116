"""會簽 of a report, a remark back, and reading what was answered."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.visits.actions.countersigning import countersign_report, remark_on_report, see_answers
from fieldday.web.posting import posted
from fieldday.web.supervisor.reports import found, refused
from fieldday.web.templatetags.fieldday import day as day_words
from fieldday.web.versions import version_of


@door(verb="visits.report.countersigned")
def countersignature(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Countersign the report that was read, with a word if one likes."""
    review = found(request, pk)

    def effect(at: datetime) -> str:
        comment = request.POST.get("comment", "").strip()
        countersign_report(by=request.user, report_id=pk, version=version_of(request.POST), comment=comment, at=at)
        return reverse("desk")

    done = _("Countersigned: %(name)s, %(day)s.") % {
        "name": review.person.name,
        "day": day_words(review.report.day),
    }
    return posted(request, effect, refused=lambda refusal: refused(request, pk, refusal), done=done)


@door(verb="visits.report.remarked")
def remarks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a remark back to whoever signed; the report goes on waiting."""
    found(request, pk)
    text = request.POST.get("remark", "")

    def effect(at: datetime) -> str:
        remark_on_report(by=request.user, report_id=pk, text=text.strip(), at=at)
        return reverse("report", args=[pk])

    done = _("Remark sent. The report goes on waiting for your countersignature.")
    return posted(request, effect, refused=lambda refusal: refused(request, pk, refusal, remark=text), done=done)


@door(verb="visits.answer.seen")
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that one has read what was answered: it leaves the desk."""
    found(request, pk)

    def effect(at: datetime) -> str:
        see_answers(by=request.user, report_id=pk, at=at)
        return reverse("desk")

    return posted(request, effect)
