"""The rows behind the figures of a day or of some days: visits, planned stops, orders, payments."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.company import the_company
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.day_rows import Whose, order_rows, payment_rows, visit_rows, whose_rows
from fieldday.visits.questions.stop_rows import SHOWS, stop_rows
from fieldday.web.days import asked_day
from fieldday.web.manager.people import around

MOST_DAYS = 62  # a list over more would be no list of a day's figure


@door(reads="visits.visit")
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of a day; `show` picks effective ones, those found shut, unplanned ones …"""
    whose, day, until = _asked(request)
    show = request.GET.get("show", "")
    found = visit_rows(request.user, day, whose, show, request.GET.get("page", ""), until=until)
    return _page(request, "visits", whose, day, until, found=found, show=show, codes=the_codes())


@door(reads="visits.stop")
def stops(request: HttpRequest) -> HttpResponse:
    """The planned stops of a day; `show` picks those executed, missed, taken off by the company …"""
    whose, day, until = _asked(request)
    show = request.GET.get("show", "")
    found = stop_rows(request.user, day, whose, show, request.GET.get("page", ""), until=until)
    shown = show if show in SHOWS else ""
    return _page(request, "stops", whose, day, until, found=found, show=shown, codes=the_codes())


@door(reads="trade.order")
def bookings(request: HttpRequest) -> HttpResponse:
    """The orders of a day."""
    whose, day, until = _asked(request)
    found = order_rows(request.user, day, whose, request.GET.get("page", ""), until=until)
    return _page(request, "bookings", whose, day, until, found=found)


@door(reads="trade.payment")
def collections(request: HttpRequest) -> HttpResponse:
    """The payments of a day."""
    whose, day, until = _asked(request)
    found = payment_rows(request.user, day, whose, request.GET.get("page", ""), until=until)
    return _page(request, "collections", whose, day, until, found=found)


def _asked(request: HttpRequest) -> tuple[Whose, date, date | None]:
    person, get = request.GET.get("person", ""), request.GET.get
    whose = whose_rows(request.user, person or get("under", ""), branch=not person, team_id=get("team", ""))
    if whose is None:
        raise Http404
    day, until = asked_day(get("day", "")) or clock.today(), asked_day(get("until", ""))
    several = until is not None and day < until <= day + timedelta(days=MOST_DAYS)
    return whose, day, until if several else None


def _page(request: HttpRequest, name: str, whose: Whose, day: date, until: date | None, **answer: Any) -> HttpResponse:
    page = {"whose": whose, "page": answer["found"].page, "currency": the_company().currency, **around(day)}
    return render(request, f"web/manager/{name}.html", page | {"until": until} | answer)
