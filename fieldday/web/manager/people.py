"""團隊: the people in sight as a tree with everybody's day; one person with his last two weeks."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.company import the_company
from fieldday.visits.questions.person_days import person_days
from fieldday.visits.questions.tree import people_tree
from fieldday.web.days import asked_day


@door(reads="people.person")
def people(request: HttpRequest) -> HttpResponse:
    """The tree on a day, today unless the address names another; sums of every branch and of all."""
    day = asked_day(request.GET.get("day", "")) or clock.today()
    tree = people_tree(request.user, day)
    answer = {"tree": tree, "currency": the_company().currency, **around(day)}
    return render(request, "web/manager/people.html", answer)


@door(reads="people.person")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is, his day, and the fourteen days up to it."""
    day = asked_day(request.GET.get("day", "")) or clock.today()
    page = person_days(request.user, pk, until=day)
    if page is None:
        raise Http404
    answer = {"page": page, "person": page.person, "currency": the_company().currency, **around(day)}
    return render(request, "web/manager/person.html", answer)


def around(day: date) -> dict[str, Any]:
    """The day looked at with its neighbours, for the choice of another."""
    return {"day": day, "day_before": day - timedelta(days=1), "day_after": day + timedelta(days=1)}
