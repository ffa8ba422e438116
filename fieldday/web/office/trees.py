"""組別與區域: teams and areas as trees; add, rename, re-hang, take out of use, bring back."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.questions.areas import accounts_by_area
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.people.actions import areas as area_verbs
from fieldday.people.actions import teams as team_verbs
from fieldday.people.questions.keeping import superiors_offered
from fieldday.people.questions.trees import (
    area_kept,
    area_parents,
    area_tree,
    members,
    people_by_area,
    team_kept,
    team_parents,
    team_tree,
)
from fieldday.web.office.common import asked, identity, office_only, sentences, typed
from fieldday.web.posting import errors_by_field, posted

FIELDS = ("name", "external_id", "parent", "leader", "countersigner", "seen")


@door(reads="people.team", verb="people.team.added")
@office_only
def teams(request: HttpRequest) -> HttpResponse:
    """The tree of teams; a POST adds one."""
    if request.method == "POST":
        return _saved(request, "team")
    return render(request, "web/office/teams.html", {"nodes": team_tree()})


@door(reads="people.team")
@office_only
def team_new(request: HttpRequest) -> HttpResponse:
    """An empty form; `?parent=` names what it is to lie in."""
    return _form(request, "team", {**dict.fromkeys(FIELDS, ""), **asked(request, "parent")})


@door(reads="people.team", verb="people.team.changed")
@office_only
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team with its form and its people; a POST changes it."""
    row = team_kept(pk)
    if row is None:
        raise Http404
    return _saved(request, "team", row) if request.method == "POST" else _form(request, "team", _values(row), row)


@door(verb=("people.team.retired", "people.team.restored"))
@office_only
def team_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or with `back` in use again."""
    row = team_kept(pk)
    verb = team_verbs.restore_team if "back" in request.POST else team_verbs.retire_team

    def effect(at: datetime) -> str:
        verb(by=request.user, team_id=pk, at=at)
        return reverse("teams")

    return _retired(request, "team", row, effect)


@door(reads="people.area", verb="people.area.added")
@office_only
def areas(request: HttpRequest) -> HttpResponse:
    """The tree of areas with how many customers lie in each; a POST adds one."""
    if request.method == "POST":
        return _saved(request, "area")
    return render(
        request, "web/office/areas.html", {"nodes": area_tree(accounts_by_area()), "people": people_by_area()}
    )


@door(reads="people.area")
@office_only
def area_new(request: HttpRequest) -> HttpResponse:
    """An empty form; `?parent=` names what it is to lie in."""
    return _form(request, "area", {**dict.fromkeys(FIELDS, ""), **asked(request, "parent")})


@door(reads="people.area", verb="people.area.changed")
@office_only
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """One area with its form; a POST changes it."""
    row = area_kept(pk)
    if row is None:
        raise Http404
    return _saved(request, "area", row) if request.method == "POST" else _form(request, "area", _values(row), row)


@door(verb=("people.area.retired", "people.area.restored"))
@office_only
def area_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or with `back` in use again."""
    row = area_kept(pk)
    verb = area_verbs.restore_area if "back" in request.POST else area_verbs.retire_area

    def effect(at: datetime) -> str:
        verb(by=request.user, area_id=pk, at=at)
        return reverse("areas")

    return _retired(request, "area", row, effect)


def _saved(request: HttpRequest, noun: str, row: Any = None) -> HttpResponse:
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        facts: dict[str, Any] = {"by": request.user, "at": at, "parent_id": identity(values["parent"])}
        facts |= {"name": values["name"], "external_id": values["external_id"]}
        if row is not None:
            facts["seen"] = values["seen"]
        if noun == "area":
            if row is None:
                area_verbs.add_area(**facts)
            else:
                area_verbs.change_area(area_id=row.pk, **facts)
            return reverse("areas")
        facts["leader_id"] = identity(values["leader"])
        facts["countersigner_id"] = identity(values["countersigner"])
        if row is None:
            team_verbs.add_team(**facts)
        else:
            team_verbs.change_team(team_id=row.pk, **facts)
        return reverse("teams")

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, noun, values, row, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _retired(request: HttpRequest, noun: str, row: Any, effect: Any) -> HttpResponse:
    if row is None:
        raise Http404

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, noun, _values(row), row, errors={"": sentences(refusal)}, status=422)

    done = _("In use again.") if "back" in request.POST else _("Out of use: it is offered no more.")
    return posted(request, effect, refused=refused, done=done)


def _values(row: Any) -> dict[str, Any]:
    stamped = team_verbs.STAMPED if hasattr(row, "leader_id") else area_verbs.STAMPED
    return {
        "name": row.name,
        "external_id": row.external_id,
        "parent": row.parent_id or "",
        "leader": getattr(row, "leader_id", None) or "",
        "countersigner": getattr(row, "countersigner_id", None) or "",
        "seen": stamp(row, stamped),
    }


def _form(
    request: HttpRequest,
    noun: str,
    values: dict[str, Any],
    row: Any = None,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    answer: dict[str, Any] = {"row": row, "values": values, "errors": errors or {}, "noun": noun}
    answer["heading"] = row.name if row else {"team": _("New team"), "area": _("New area")}[noun]
    if noun == "team":
        answer["parents"] = team_parents(row)
        answer["leaders"] = _offered(request, row.leader if row else None)
        answer["countersigners"] = _offered(request, row.countersigner if row else None, but="auditor")
        answer["members"] = members(request.user, row) if row else []
    else:
        answer["parents"] = area_parents(row)
    return render(request, f"web/office/{noun}.html", answer, status=status)


def _offered(request: HttpRequest, present: Any, *, but: str = "") -> list[tuple[int, str]]:
    """Everybody who works here and has another role than `but`, and whoever stands there now."""
    people = superiors_offered(request.user, but=but)
    offered = {pk: f"{name}（{number}）" for pk, name, number in people}
    if present is not None:
        offered.setdefault(present.pk, present.name)
    return list(offered.items())
