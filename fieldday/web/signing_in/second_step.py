"""The second step: a code of the app, or one from the paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.people.actions.second_factor import pass_second_step
from fieldday.web.signing_in.entering import enter, place_of, waiting


@door(public="the password was right, and the session says whose", methods=("GET", "HEAD", "POST"))
def second_step(request: HttpRequest) -> HttpResponse:
    found = waiting(request)
    if found is None:
        return redirect("home" if request.user.is_authenticated else "sign-in")
    person, on_the_way = found
    if request.method != "POST":
        return _page(request)
    try:
        method = pass_second_step(by=person, code=request.POST.get("code", "")[:40], at=clock.now())
    except Refused as refusal:
        return _page(request, say(refusal.code), status=429)
    if not method:
        return _page(request, say("people.second_factor.wrong_code"), status=401)
    return enter(request, person, method=f"{on_the_way.method}+{method}", target=on_the_way.target)


def _page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    page = {"error": error, "passkeys": place_of(request).fits}
    return render(request, "web/sign_in_second_step.html", page, status=status)
