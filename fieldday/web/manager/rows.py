"""The rows behind a day's figures: visits, orders, payments."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.company import the_company
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.day_rows import Whose, order_rows, payment_rows, visit_rows, whose_rows
from fieldday.web.days import asked_day
from fieldday.web.manager.people import around


@door(reads="visits.visit")
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of a day; `show` picks effective ones, those found shut, unplanned ones …"""
    whose, day = _asked(request)
    show = request.GET.get("show", "")
    found = visit_rows(request.user, day, whose, show, request.GET.get("page", ""))
    return _page(request, "visits", whose, day, found=found, show=show, codes=the_codes())


@door(reads="trade.order")
def bookings(request: HttpRequest) -> HttpResponse:
    """The orders of a day."""
    whose, day = _asked(request)
    return _page(
        request, "bookings", whose, day, found=order_rows(request.user, day, whose, request.GET.get("page", ""))
    )


@door(reads="trade.payment")
def collections(request: HttpRequest) -> HttpResponse:
    """The payments of a day."""
    whose, day = _asked(request)
    return _page(
        request, "collections", whose, day, found=payment_rows(request.user, day, whose, request.GET.get("page", ""))
    )


def _asked(request: HttpRequest) -> tuple[Whose, date]:
    person = request.GET.get("person", "")
    whose = whose_rows(request.user, person or request.GET.get("under", ""), branch=not person)
    if whose is None:
        raise Http404
    return whose, asked_day(request.GET.get("day", "")) or clock.today()


def _page(request: HttpRequest, name: str, whose: Whose, day: date, **answer: Any) -> HttpResponse:
    page = {"whose": whose, "page": answer["found"].page, "currency": the_company().currency, **around(day)} | answer
    return render(request, f"web/manager/{name}.html", page)
