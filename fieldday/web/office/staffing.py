"""調動、離職、復職 and 職務代理人: what happens to people who move, leave, come back, or are away."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.actions.deputies import Appointed, appoint_deputy, dismiss_deputy
from fieldday.people.actions.leaving import leave_company, return_to_company
from fieldday.people.actions.moving import move_person
from fieldday.people.models import Person
from fieldday.people.questions.deputies import appointments_kept, appointments_of, candidates
from fieldday.people.questions.keeping import person_kept, superiors_offered, teams_offered, within_reach
from fieldday.people.questions.people import person_seen
from fieldday.readings.leaving import still_open
from fieldday.web.office.common import identity, office_only, typed, typed_day
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.templatetags.fieldday import day as day_words

MOVE, LEAVE, DEPUTY = (
    ("reports_to", "team", "since"),
    ("last_day", "successor"),
    ("principal", "deputy", "since", "until"),
)


@door(reads="people.person", verb="people.person.moved")
@office_only
def moving(request: HttpRequest, pk: int) -> HttpResponse:
    """Another superior and team, since a day."""
    person = _kept(request, pk)
    if request.method != "POST":
        stands = {
            "reports_to": person.reports_to_id or "",
            "team": person.team_id or "",
            "since": clock.today().isoformat(),
        }
        return _moving(request, person, stands)
    values = typed(request, MOVE)

    def effect(at: datetime) -> str:
        place = {"reports_to_id": identity(values["reports_to"]), "team_id": identity(values["team"])}
        move_person(by=request.user, person_id=pk, since=typed_day(values["since"], "since"), at=at, **place)
        return reverse("office-person", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _moving(request, person, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("Moved."))


@door(reads="people.person", verb="people.person.left")
@office_only
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day and the successor, beside what is still open."""
    person = _kept(request, pk)
    if request.method != "POST":
        return _leaving(request, person, {"last_day": clock.today().isoformat(), "successor": ""})
    values = typed(request, LEAVE)

    def effect(at: datetime) -> str:
        successor = identity(values["successor"])
        leave_company(
            by=request.user,
            person_id=pk,
            last_day=typed_day(values["last_day"], "last_day"),
            successor_id=successor,
            at=at,
        )
        if still_open(request.user, person, today=clock.today()).accounts:  # type: ignore[arg-type]  # the office
            return f"{reverse('hand-over')}?owner={pk}&how=even"  # his customers are to go to somebody
        return reverse("office-person", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _leaving(request, person, values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("Written down. The papers stay; signing in has ended."))


@door(verb="people.person.returned")
@office_only
def returning(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who left works here again."""

    def effect(at: datetime) -> str:
        return_to_company(by=request.user, person_id=pk, at=at)
        return reverse("office-person", args=[pk])

    return posted(request, effect, done=_("Works here again. Show a link by which a password is set."))


@door(reads="people.deputy", verb="people.deputy.appointed")
def deputies(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom: for oneself, and for the office for everybody; a POST appoints somebody."""
    if request.method != "POST":
        return _deputies(request, dict.fromkeys(("since", "until"), clock.today().isoformat()))
    values = typed(request, DEPUTY)
    principal = _principal(request, values["principal"])

    def effect(at: datetime) -> str:
        days = {"since": typed_day(values["since"], "since"), "until": typed_day(values["until"], "until")}
        deputy = identity(values["deputy"]) or 0
        appointed = appoint_deputy(by=request.user, principal_id=principal.pk, deputy_id=deputy, at=at, **days)
        _tell_overlaps(request, appointed)
        return reverse("deputies")

    def refused(refusal: Refused) -> HttpResponse:
        return _deputies(request, values, principal, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("Appointed."))


@door(verb="people.deputy.dismissed")
def deputy_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody stands in any more."""

    def effect(at: datetime) -> str:
        dismiss_deputy(by=request.user, appointment_id=pk, at=at)
        return reverse("deputies")

    return posted(request, effect, done=_("The appointment has ended."))


def _kept(request: HttpRequest, pk: int) -> Person:
    person = person_kept(request.user, pk)
    if person is None or not within_reach(request.user, person):
        raise Http404
    return person


def _tell_overlaps(request: HttpRequest, appointed: Appointed) -> None:
    """That the deputy is away himself on those days: told, not refused."""
    for one in appointed.away:
        told = {"name": one.name, "since": day_words(one.since), "until": day_words(one.until)}
        said = _("The deputy has a deputy too, %(name)s, %(since)s – %(until)s. Choose somebody else if away then.")
        messages.warning(request, said % told)


def _principal(request: HttpRequest, text: str) -> Person:
    """Whom somebody is to stand in for: the office may name anybody, everybody else means himself."""
    reader: Any = request.user
    found = person_seen(reader, identity(text) or 0) if reader.is_office and text else reader
    if found is None:
        raise Http404
    return found


def _moving(request: HttpRequest, person: Person, values: dict[str, Any], **more: Any) -> HttpResponse:
    return _show(request, "moving", {"person": person, "values": values, "people": _others(request, person),
                                     "teams": teams_offered(person.team_id)}, **more)  # fmt: skip


def _leaving(request: HttpRequest, person: Person, values: dict[str, Any], **more: Any) -> HttpResponse:
    open_ = still_open(request.user, person, today=clock.today())  # type: ignore[arg-type]  # nobody else gets here
    return _show(request, "leaving", {"person": person, "values": values, "people": _others(request, person),
                                      "open": open_}, **more)  # fmt: skip


def _deputies(
    request: HttpRequest, values: dict[str, Any], principal: Person | None = None, **more: Any
) -> HttpResponse:
    reader: Any = request.user
    principal = principal or _principal(request, request.GET.get("principal", ""))
    listed = appointments_kept if reader.is_office else appointments_of
    answer = {
        "values": values,
        "principal": principal,
        "appointments": listed(reader, today=clock.today()),
        "candidates": list(candidates(reader, principal).values_list("pk", "name")),
        "principals": [(pk, name) for pk, name, _number in superiors_offered(reader)] if reader.is_office else [],
        "may_appoint": reader.role != "auditor",
    }
    return _show(request, "deputies", answer, **more)


def _others(request: HttpRequest, person: Person) -> list[tuple[int, str]]:
    offered = superiors_offered(request.user, but="auditor")  # who signs nothing
    return [(pk, f"{name}（{number}）") for pk, name, number in offered if pk != person.pk]


def _show(
    request: HttpRequest, page: str, answer: dict[str, Any], *, errors: Any = None, status: int = 200
) -> HttpResponse:
    return render(request, f"web/office/{page}.html", {**answer, "errors": errors or {}}, status=status)
