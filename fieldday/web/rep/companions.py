"""陪訪: a superior comes along to the visit of one of his people, or takes that back."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.visits.actions.joining import join_visit, unjoin_visit
from fieldday.web.posting import posted
from fieldday.web.rep.told import told


@door(verb="visits.visit.joined")
def visit_companions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more companion: whoever taps."""

    def effect(at: datetime) -> str:
        join_visit(by=request.user, visit_id=pk, at=at, **told(request))
        return reverse("visit", args=[pk])

    return posted(request, effect, done=_("You came along: the visit counts for both of you."))


@door(verb="visits.visit.unjoined")
def visit_companions_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One companion less: whoever taps."""

    def effect(at: datetime) -> str:
        unjoin_visit(by=request.user, visit_id=pk, at=at)
        return reverse("today")

    return posted(request, effect, done=_("The joint visit was taken back."))
