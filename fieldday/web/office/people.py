"""人員: the people as the office keeps them: the list, one person, adding and changing."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.paging import page_of
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.people.actions.people_keeping import add_person, change_person
from fieldday.people.actions.person_content import STAMPED, PersonInput
from fieldday.people.models import Person
from fieldday.people.questions.keeping import (
    PeopleFilter,
    areas_offered,
    history_of,
    people_kept,
    person_kept,
    roles_to_give,
    superiors_offered,
    teams_offered,
    within_reach,
)
from fieldday.web.office.common import asked, identity, office_only, typed
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.states import ROLES

FILTERS = ("role", "team", "area", "state")
FIELDS = ("external_id", "name", "email", "phone", "title", "role", "language", "reports_to", "team", "area")


@door(reads="people.person", verb="people.person.added")
@office_only
def people(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds a person."""
    if request.method == "POST":
        return _added(request)
    wanted = PeopleFilter(search=request.GET.get("q", "")[:100], **asked(request, *FILTERS))
    answer = {
        "page": page_of(people_kept(request.user, wanted), request.GET.get("page", "")),
        "wanted": wanted,
        "narrowed": any(getattr(wanted, name) for name in FILTERS),
        "roles": list(ROLES.items()),
        "teams": teams_offered(),
        "areas": areas_offered(),
        "states": [
            ("no_password", _("without a password yet")),
            ("no_superior", _("without a superior")),
            ("left", _("left")),
            ("all", _("all, those who left too")),
        ],
    }
    return render(request, "web/office/people.html", answer)


@door(reads="people.person", verb="people.person.changed")
@office_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what is known of him and what was done with it; a POST changes it."""
    if request.method == "POST":
        return _changed(request, pk)
    found = person_kept(request.user, pk)
    if found is None:
        raise Http404
    answer = {"person": found, "within_reach": within_reach(request.user, found), "history": history_of(found)}
    return render(request, "web/office/person.html", answer)


@door(reads="people.person")
@office_only
def person_new(request: HttpRequest) -> HttpResponse:
    """An empty form; `?reports_to=` and `?team=` fill in where one comes from."""
    values = {**dict.fromkeys(FIELDS, ""), **asked(request, "reports_to", "team"), "language": settings.LANGUAGE_CODE}
    return _form(request, values)


@door(reads="people.person")
@office_only
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with what stands now."""
    present = person_kept(request.user, pk)
    if present is None or not within_reach(request.user, present):
        raise Http404
    return _form(request, _values(present), present)


def _added(request: HttpRequest) -> HttpResponse:
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        return reverse("office-person", args=[add_person(by=request.user, said=_said(values), at=at).pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("Added. Show a link now by which a password is set."))


def _changed(request: HttpRequest, pk: int) -> HttpResponse:
    values = typed(request, (*FIELDS, "seen"))
    present = person_kept(request.user, pk)
    if present is None:
        raise Http404

    def effect(at: datetime) -> str:
        change_person(by=request.user, person_id=pk, said=_said(values), at=at, seen=values["seen"])
        return reverse("office-person", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, values, present, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _said(values: dict[str, str]) -> PersonInput:
    texts = ("external_id", "name", "email", "phone", "title", "role", "language")
    return PersonInput(
        **{name: values[name] for name in texts},
        reports_to_id=identity(values["reports_to"]),
        team_id=identity(values["team"]),
        area_id=identity(values["area"]),
    )


def _values(present: Person) -> dict[str, Any]:
    texts = ("external_id", "name", "email", "phone", "title", "language")
    return {
        **{name: getattr(present, name) for name in texts},
        "role": present.role_given,
        "reports_to": present.reports_to_id or "",
        "team": present.team_id or "",
        "area": present.area_id or "",
        "seen": stamp(present, STAMPED),
    }


def _form(
    request: HttpRequest,
    values: dict[str, Any],
    present: Person | None = None,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    superiors = {pk: f"{name}（{number}）" for pk, name, number in superiors_offered(request.user)}
    if present:
        superiors.pop(present.pk, None)
        if present.reports_to:  # who left may still be named until somebody else is
            superiors.setdefault(present.reports_to.pk, present.reports_to.name)
    roles = dict.fromkeys((*roles_to_give(request.user), *([present.role_given] if present else [])))
    answer = {
        "person": present,
        "values": values,
        "errors": errors or {},
        "superiors": list(superiors.items()),
        "teams": teams_offered(present.team_id if present else None),
        "areas": areas_offered(present.area_id if present else None),
        "roles": [(role, ROLES[role]) for role in roles if role],
        "languages": settings.LANGUAGES,
        "own": present is not None and present.pk == request.user.pk,
    }
    return render(request, "web/office/person_form.html", answer, status=status)
