"""The page of one's own security, the password, the sessions, and what the company asks of its roles."""

from datetime import datetime
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.policy import ROLES
from fieldday.kit.refusals import Refused
from fieldday.people.actions.password import change_password, require_password
from fieldday.people.actions.second_factor_rule import require_second_factor
from fieldday.people.actions.session import end_one_session, end_other_sessions
from fieldday.people.questions.company import the_company
from fieldday.people.questions.security import security_of
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.signing_in.entering import PROVEN, person_of, place_of


@door(reads="people.person")
def overview(request: HttpRequest) -> HttpResponse:
    return show(request)


@door(verb="people.password.changed")
def password(request: HttpRequest) -> HttpResponse:
    """A new password: the old one is asked for first, outside of the form's transaction, so that failures count."""
    chosen = request.POST.get("password", "")
    try:
        if chosen != request.POST.get("again", ""):
            raise Refused("web.password.differs", field="again")
        require_password(person_of(request), request.POST.get("current", ""), clock.now())
    except Refused as refusal:
        return show(request, refusal)

    def effect(at: datetime) -> str:
        change_password(by=person_of(request), password=chosen, kept_key=request.session.session_key or "", at=at)
        update_session_auth_hash(request, person_of(request))
        request.session[PROVEN] = at.isoformat()
        return reverse("security")

    return posted(request, effect, refused=lambda refusal: show(request, refusal), done=_("Password changed."))


@door(verb="people.session.ended")
def session_end(request: HttpRequest, handle: str) -> HttpResponse:
    def effect(at: datetime) -> str:
        end_one_session(by=person_of(request), handle=handle, at=at)
        return reverse("security")

    return posted(request, effect, done=_("Signed out there."))


@door(verb="people.session.ended")
def other_sessions_end(request: HttpRequest) -> HttpResponse:
    def effect(at: datetime) -> str:
        end_other_sessions(by=person_of(request), kept_key=request.session.session_key or "", at=at)
        return reverse("security")

    return posted(request, effect, done=_("Signed out everywhere else."))


@door(verb="people.second_factor.required")
def roles(request: HttpRequest) -> HttpResponse:
    """Which roles may not do without a second step."""

    def effect(at: datetime) -> str:
        require_second_factor(by=person_of(request), roles=request.POST.getlist("role"), at=at)
        return reverse("security")

    return posted(request, effect, done=_("Saved. It is asked for at the next sign-in."))


def show(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    """The page, with what was refused at its fields."""
    person = person_of(request)
    page: dict[str, Any] = {
        "security": security_of(person, request.session.session_key or "", at=clock.now()),
        "errors": errors_by_field(refusal) if refusal else {},
        "place": place_of(request),
        "roles": ROLES if person.role == "administrator" else (),
        "roles_asked": the_company().second_factor_roles,
    }
    return render(request, "web/security/overview.html", page, status=422 if refusal else 200)
