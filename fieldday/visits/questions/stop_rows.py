"""The planned stops behind a figure: executed, found shut without proof, missed, taken off by the company, or added
after the approval."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from fieldday.kit.paging import Page, page_of
from fieldday.people.models import Line
from fieldday.people.sight import paper_is_seen
from fieldday.visits.models import Stop
from fieldday.visits.questions.day_facts import UNSAID
from fieldday.visits.questions.day_rows import Whose
from fieldday.visits.questions.day_sums import BY_COMPANY, COUNTS, EXECUTED, GONE_TO

# What each word of an address picks; together the first three are the stops that adherence counts.
SHOWS: dict[str, Q] = {
    "executed": COUNTS & EXECUTED,
    "unproven": COUNTS & GONE_TO & ~EXECUTED,
    "missed": COUNTS & ~GONE_TO,
    "unexplained": COUNTS & ~GONE_TO & Q(deviation=None),
    "changed": Q(added=False) & BY_COMPANY & ~GONE_TO,
    "added": Q(added=True),
}


@dataclass(frozen=True)
class StopRows:
    """One page of stops, and of what days they are."""

    page: Page
    show: str


def stop_rows(
    reader: Any, day: date, whose: Whose, show: str = "", page: str = "", *, until: date | None = None
) -> StopRows:
    """The stops of the plans in sight of a day, or until another one, by person and time. A constant number of
    queries. `show` is a word of `SHOWS`; without one, all stops that adherence counts."""
    rows = Stop.objects.visible_to(reader).filter(plan__day__range=(day, until or day))
    rows = rows.filter(paper_is_seen(reader, "plan__person_id"))  # a signer keeps his papers, but sums leave them out
    rows = _of(rows, whose, day, until or day).filter(SHOWS.get(show, COUNTS))
    rows = rows.select_related("plan__person", "account", "area", "deviation__reason", "visit", "joined__visit")
    rows = rows.defer(*UNSAID).prefetch_related("purposes")
    rows = rows.annotate(carried_out=ExpressionWrapper(EXECUTED, output_field=BooleanField()))
    return StopRows(page_of(rows.order_by("plan__day", "plan__person__name", "plan_id", "position"), page), show)


def _of(rows: Any, whose: Whose, since: date, until: date) -> Any:
    if whose.team and whose.teams:
        return rows.filter(whose.teams.within(whose.team.pk, since, until, "plan__day", "plan__person_id"))
    if whose.person is None:
        return rows
    if not whose.branch:
        return rows.filter(plan__person=whose.person)
    return rows.filter(plan__person_id__in=Line.objects.filter(superior=whose.person).values("person_id"))
