"""今日行程: what is next, what is done; other days to look back at."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.visits.questions.today import today_of
from fieldday.web.frame import start_of
from fieldday.web.rep.arrivals import may_visit
from fieldday.web.rep.own_day import ones_own


@door(reads="visits.plan")
def today(request: HttpRequest) -> HttpResponse:
    """The rep's own day, to act on; who visits nobody has none, and is taken to where he begins."""
    if not may_visit(request):
        return redirect(start_of(request.user))
    return render(request, "web/rep/today.html", {"page": today_of(request.user, clock.today()), "live": True})


@door(reads="visits.plan")
@ones_own("plan-actual")
def day(request: HttpRequest, day: date) -> HttpResponse:
    """One's own day, to look at; this very day is the page one acts on."""
    if day == clock.today():
        return redirect("today")
    return render(request, "web/rep/today.html", {"page": today_of(request.user, day), "live": False})
