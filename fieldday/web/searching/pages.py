"""The full page of a search, which works without a script, and the finds that the box shows while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.readings.finding import ON_THE_PAGE, find, find_all, opened
from fieldday.readings.finding_kinds import KINDS
from fieldday.rules.finding import LONGEST
from fieldday.web.searching.opened import refs_of


@door(reads="customers.account")
def search(request: HttpRequest) -> HttpResponse:
    """Everything a text finds, by kind; with `kind` all of one, page by page; without a text what was opened lately."""
    text, kind = _asked(request), request.GET.get("kind", "")
    answer: dict[str, Any] = {"q": text}
    if kind in KINDS and text:
        sought, page = find_all(request.user, text, kind, request.GET.get("page", ""), today=clock.today())
        answer |= {"kind": kind, "page": page, "sought": sought}
    elif text:
        answer["answer"] = find(request.user, text, today=clock.today(), most=ON_THE_PAGE)
    else:
        answer["opened"] = opened(request.user, refs_of(request))
    return render(request, "web/search/page.html", answer)


@door(reads="customers.account")
def search_found(request: HttpRequest) -> HttpResponse:
    """The finds alone, for the box."""
    text = _asked(request)
    answer: dict[str, Any] = {"q": text}
    if text:
        answer["answer"] = find(request.user, text, today=clock.today())
    else:
        answer["opened"] = opened(request.user, refs_of(request))
    return render(request, "web/search/found.html", answer)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST].strip()
