"""Signing in and out, and the language one reads in."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.words import say
from fieldday.people.actions.company import choose_language
from fieldday.people.actions.session import end_session
from fieldday.web.posting import posted
from fieldday.web.signing_in.entering import admit, inside, place_of
from fieldday.web.signing_in.provider import provider


@door(public="nobody is signed in yet", methods=("GET", "HEAD", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    target = inside(request, request.POST.get("next") or request.GET.get("next"))
    if request.method != "POST":
        return redirect(target) if request.user.is_authenticated else _form(request, target)
    person = authenticate(request, username=request.POST.get("username", ""), password=request.POST.get("password", ""))
    if getattr(request, "axes_locked_out", False):
        return render(request, "web/locked_out.html", status=429)
    if person is None:
        return _form(request, target, error=say("web.sign_in.failed"), status=401)
    return admit(request, person, method="password", target=target)


@door(verb="people.session.ended")
def sign_out(request: HttpRequest) -> HttpResponse:
    end_session(by=request.user, at=clock.now())
    logout(request)
    return redirect("sign-in")


@door(verb="people.language.chosen")
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    target = inside(request, request.POST.get("next"))
    if chosen not in dict(settings.LANGUAGES):
        return redirect(target)

    def effect(at: datetime) -> str:
        choose_language(by=request.user, language=chosen, at=at)
        return target

    return posted(request, effect, done=_("Language changed."))


def _form(request: HttpRequest, target: str, *, error: str = "", status: int = 200) -> HttpResponse:
    username = request.POST.get("username") or request.GET.get("as", "")
    page = {"next": target, "error": error, "username": username, "passkeys": place_of(request).fits}
    page |= {"provider": provider() is not None, "provider_name": settings.OIDC_NAME}
    return render(request, "web/sign_in.html", page, status=status)
