"""團隊: the people in sight as a tree with everybody's day; one person with his last two weeks."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.company import the_company
from fieldday.trade.questions.target_table import may_set_targets
from fieldday.visits.questions.day_rows import whose_rows
from fieldday.visits.questions.person_days import person_days
from fieldday.visits.questions.tree import people_tree
from fieldday.web.days import asked_day
from fieldday.web.manager.tree_table import TreeTable


@door(reads="people.person")
def people(request: HttpRequest) -> HttpResponse:
    """The tree on a day, today unless the address names another; `under` asks for one branch of it."""
    day = asked_day(request.GET.get("day", "")) or clock.today()
    asked = request.GET.get("under", "")
    under = whose_rows(request.user, asked, branch=True)
    tree = people_tree(request.user, day, under=under.person.pk if under and under.person else None)
    if under is None or tree is None:
        raise Http404
    answer = {"tree": tree, "rows": TreeTable(tree).rows(tree.nodes), "under": under.person, **around(day)}
    answer["currency"] = the_company().currency
    answer["may_set_targets"] = may_set_targets(request.user)
    rows_only = request.htmx and under.person  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return render(request, "web/manager/tree_rows.html" if rows_only else "web/manager/people.html", answer)


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
