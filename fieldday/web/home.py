"""The first page after sign-in, and the door's pulse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fieldday.kit.doors import door
from fieldday.kit.pulse import database_answers
from fieldday.web.frame import start_of


@door(reads="people.person")
def home(request: HttpRequest) -> HttpResponse:
    """To the page this person begins the day with."""
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
