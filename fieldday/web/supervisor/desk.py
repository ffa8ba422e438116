"""待核: what waits for a superior, the exceptions first; and who has not sent anything yet."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.visits.questions.desk import Desk, desk_of, signs_as
from fieldday.visits.questions.plan_review import plan_review
from fieldday.visits.questions.unsent import unsent
from fieldday.web.supervisor.shown import plan_page


@door(reads="visits.plan")
def desk(request: HttpRequest) -> HttpResponse:
    """The desk: `?plan=` names the row to begin at, `?line=all` asks for the whole line below."""
    at, reader = clock.now(), request.user
    whole = request.GET.get("line") == "all"
    page = desk_of(reader, at=at, whole_line=whole)
    signer = signs_as(reader)
    people = (signer.line if whole else signer.direct) - {reader.pk}
    answer: dict[str, Any] = {
        "desk": page,
        "whole": whole,
        "now": at,
        "owing": unsent(reader, people, at=at),
        "chosen": _chosen(request, page),
        "after": _after(page),
    }
    if answer["chosen"]:
        chosen = answer["chosen"]
        review = plan_review(reader, chosen, today=clock.local_day(at), judged=page.judged.get(chosen))
        answer |= plan_page(review, then=answer["after"].get(answer["chosen"])) if review else {}
    return render(request, "web/supervisor/desk.html", answer)


def _after(page: Desk) -> dict[UUID, UUID]:
    """For each plan the one to look at after it: the next row, after the last one the first."""
    ids = [row.id for row in page.plans]
    return dict(zip(ids, [*ids[1:], *ids[:1]], strict=True)) if len(ids) > 1 else {}


def _chosen(request: HttpRequest, page: Desk) -> UUID | None:
    """The plan that the address names when it still waits, else the first row."""
    asked = request.GET.get("plan", "")
    return next((row.id for row in page.plans if str(row.id) == asked), page.plans[0].id if page.plans else None)
