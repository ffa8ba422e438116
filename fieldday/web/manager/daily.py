"""The front page of a manager and of a director: the day on one page, any earlier one too, down to a team."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.people.questions.company import the_company
from fieldday.readings.daily_page import daily_page
from fieldday.web.days import asked_day
from fieldday.web.manager.people import around
from fieldday.web.office.common import identity

READERS = frozenset({"manager", "director"})


def daily(request: HttpRequest) -> HttpResponse:
    """The page of the day that the address names, today's without; `team` narrows it. No day to come has one."""
    now, today = clock.now(), clock.today()
    day = min(asked_day(request.GET.get("day", "")) or today, today)
    page = daily_page(request.user, day, team=identity(request.GET.get("team", "")), at=now)
    if page is None:
        raise Http404
    answer = {"page": page, "total": page.total, "currency": the_company().currency, **around(day)}
    answer["month_first"] = date(day.year, day.month, 1)
    return render(request, "web/manager/daily.html", answer)
