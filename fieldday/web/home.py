"""The first page after sign-in, and the door's pulse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fieldday.kit.doors import door
from fieldday.kit.pulse import database_answers
from fieldday.web.frame import start_of
from fieldday.web.manager.daily import READERS, daily


@door(reads="people.person")
def home(request: HttpRequest) -> HttpResponse:
    """The day on one page for a manager or a director; others are led to the page they begin the day with."""
    if request.user.role in READERS:  # type: ignore[union-attr]  # a door that is not public
        return daily(request)
    return redirect(start_of(request.user))


@door(reads="people.person")
def me(request: HttpRequest) -> HttpResponse:
    """Who one is signed in as, language, light or dark, signing out."""
    return render(request, "web/me.html")


@door(public="load balancers and scripts ask whether the database answers")
def healthz(request: HttpRequest) -> HttpResponse:
    if not database_answers():
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
