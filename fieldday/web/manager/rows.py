"""The rows behind a day's figures: visits, orders, payments."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.company import the_company
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.day_rows import Whose, order_rows, payment_rows, total, visit_rows, whose_rows
from fieldday.web.days import asked_day
from fieldday.web.manager.people import around


@door(reads="visits.visit")
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of a day; `show` picks effective ones, those found shut, unplanned ones …"""
    whose, day = _asked(request)
    show = request.GET.get("show", "")
    rows = visit_rows(request.user, day, whose, show)
    answer = {
        "rows": rows,
        "show": show,
        "codes": the_codes(),
        "ordered": total(fact.ordered for _person, fact in rows),
        "collected": total(fact.collected for _person, fact in rows),
    }
    return _page(request, "visits", whose, day, **answer)


@door(reads="trade.order")
def bookings(request: HttpRequest) -> HttpResponse:
    """The orders of a day."""
    whose, day = _asked(request)
    rows = order_rows(request.user, day, whose)
    return _page(request, "bookings", whose, day, rows=rows, sum=total(row.total for row in rows))


@door(reads="trade.payment")
def collections(request: HttpRequest) -> HttpResponse:
    """The payments of a day."""
    whose, day = _asked(request)
    rows = payment_rows(request.user, day, whose)
    return _page(request, "collections", whose, day, rows=rows, sum=total(row.amount for row in rows))


def _asked(request: HttpRequest) -> tuple[Whose, date]:
    person = request.GET.get("person", "")
    whose = whose_rows(request.user, person or request.GET.get("under", ""), branch=not person)
    if whose is None:
        raise Http404
    return whose, asked_day(request.GET.get("day", "")) or clock.today()


def _page(request: HttpRequest, name: str, whose: Whose, day: date, **answer: Any) -> HttpResponse:
    page = {"whose": whose, "currency": the_company().currency, **around(day), **answer}
    return render(request, f"web/manager/{name}.html", page)
