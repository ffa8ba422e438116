"""Signing in through the company's own provider: out to it, and back. Nobody is ever created by it."""

import logging
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.oidc import Provider, ProviderFault
from fieldday.kit.words import say
from fieldday.people.models import Person
from fieldday.people.questions.security import people_of_provider
from fieldday.web.signing_in.entering import ON_THE_WAY, admit, inside, public_link

KEPT = "_provider"
log = logging.getLogger(__name__)


@cache
def _provider(issuer: str, client_id: str, client_secret: str) -> Provider:
    return Provider(issuer, client_id, client_secret)


def provider() -> Provider | None:
    """The provider that the settings name, if they do."""
    if not settings.OIDC_ISSUER or not settings.OIDC_CLIENT_ID:
        return None
    return _provider(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@door(public="nobody is signed in yet")
def out(request: HttpRequest) -> HttpResponse:
    """To the provider, with what only this browser will be able to bring back."""
    there = _required()
    target = inside(request, request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(target)
    try:
        way = there.begin(redirect_uri=_return_address(request), at=clock.now())
    except ProviderFault as fault:
        return _refused(request, "web.provider.not_there", fault, status=502)
    request.session.flush()
    request.session.set_expiry(int(ON_THE_WAY.total_seconds()))
    request.session[KEPT] = {"state": way.state, "nonce": way.nonce, "verifier": way.verifier, "target": target}
    return redirect(way.address)


@door(public="the provider sends people back here; state, nonce and signature say whether it did")
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: what it signed says who it is, once."""
    there = _required()
    if request.user.is_authenticated:
        return redirect("home")
    kept = request.session.pop(KEPT, None)
    if not kept or not constant_time_compare(kept["state"], request.GET.get("state", "")):
        return _refused(request, "web.provider.lost", None, status=400)
    if request.GET.get("iss", there.issuer).rstrip("/") != there.issuer.rstrip("/"):
        return _refused(request, "web.provider.lost", None, status=400)
    code = request.GET.get("code", "")
    if not code:
        return _refused(request, "web.provider.denied", None, status=403)
    try:
        claims = there.claims(
            code=code,
            verifier=kept["verifier"],
            nonce=kept["nonce"],
            redirect_uri=_return_address(request),
            at=clock.now(),
        )
    except ProviderFault as fault:
        return _refused(request, "web.provider.not_believed", fault, status=502)
    found = _meant(claims)
    if isinstance(found, str):
        return _refused(request, found, None, status=403)
    return admit(request, found, method="oidc", target=kept["target"])


def _meant(claims: dict[str, Any]) -> Person | str:
    """The one person that the claims mean, or the code of why there is none."""
    value = claims.get(settings.OIDC_CLAIM)
    if not isinstance(value, str) or not value.strip():
        return "web.provider.without_claim"
    if settings.OIDC_CLAIM == "email" and claims.get("email_verified") is not True:
        return "web.provider.unverified"
    people = people_of_provider(claim=settings.OIDC_CLAIM, value=value)
    if not people:
        return "web.provider.unknown_person"
    return people[0] if len(people) == 1 else "web.provider.ambiguous"


def _required() -> Provider:
    there = provider()
    if there is None:
        raise Http404
    return there


def _return_address(request: HttpRequest) -> str:
    return public_link(request, reverse("sign-in-provider-return"))


def _refused(request: HttpRequest, code: str, fault: ProviderFault | None, *, status: int) -> HttpResponse:
    if fault:
        log.error("sign-in provider: %s", fault)
    return render(request, "web/sign_in_refused.html", {"reason": say(code)}, status=status)
