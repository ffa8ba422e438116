"""Who proved who he is comes in here, whatever the way: at once, or after a second step."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from fieldday.kit import clock
from fieldday.kit.webauthn import Place
from fieldday.people.actions.session import begin_session
from fieldday.people.models import Person
from fieldday.people.questions.security import Signed, enrolment_due, person_on_the_way, second_step_due
from fieldday.people.sessions import BEGAN, DEVICE, SEEN
from fieldday.rules.device import device_name

BACKEND = "fieldday.people.backend.PersonBackend"
WAITING, ENROL, PROVEN = "_second_step", "_enrol", "_proven"
ON_THE_WAY = timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """Somebody who gave one proof and owes another; `proof` changes with his password."""

    person: int
    method: str
    target: str
    began: str
    proof: str


def admit(request: HttpRequest, person: Person, *, method: str, target: str) -> HttpResponse:
    """Let a person in who proved himself by `method`: to the second step if one is due, else to `target`."""
    if second_step_due(person, role_counts=method != "oidc"):
        request.session.flush()
        request.session.set_expiry(int(ON_THE_WAY.total_seconds()))
        proof = person.get_session_auth_hash()
        request.session[WAITING] = asdict(Waiting(person.pk, method, target, clock.now().isoformat(), proof))
        return redirect("second-step")
    return enter(request, person, method=method, target=target)


def enter(
    request: HttpRequest, person: Person, *, method: str, target: str, signed: Signed | None = None
) -> HttpResponse:
    """Begin the session. Its key is a new one, and what a stranger left in the old one is gone."""
    at, device = clock.now(), device_name(request.headers.get("User-Agent", ""))
    key = {"passkey_id": signed.passkey_id, "sign_count": signed.sign_count} if signed else {}
    begin_session(by=person, method=method, device=device, at=at, **key)
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session[DEVICE] = device
    request.session[BEGAN] = request.session[SEEN] = request.session[PROVEN] = at.isoformat()
    if method != "oidc" and enrolment_due(person):
        request.session[ENROL] = True
        return redirect("security")
    return redirect(target)


def waiting(request: HttpRequest) -> tuple[Person, Waiting] | None:
    """Who is on the way in this browser; nobody after ten minutes, or when he left or has another password now."""
    kept = request.session.get(WAITING)
    if not kept:
        return None
    found = Waiting(**kept)
    person = person_on_the_way(found.person)
    late = clock.now() - datetime.fromisoformat(found.began) > ON_THE_WAY
    if person is None or late or not constant_time_compare(found.proof, person.get_session_auth_hash()):
        request.session.flush()
        return None
    return person, found


def person_of(request: HttpRequest) -> Person:
    """Whose request it is; every door that is not public has somebody."""
    return cast(Person, request.user)


def inside(request: HttpRequest, target: str | None) -> str:
    """`target` when it is an address of ours, else the first page: no open redirect."""
    allowed = url_has_allowed_host_and_scheme(target or "", {request.get_host()}, require_https=request.is_secure())
    return target if target and allowed else "/"


def place_of(request: HttpRequest) -> Place:
    """Where the browser says it is; the host was checked against those that are ours."""
    return Place(request.scheme or "http", request.get_host())


def public_link(request: HttpRequest, path: str) -> str:
    """`path` under the address that people use from outside; never under a host that the request made up."""
    return (settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}") + path
