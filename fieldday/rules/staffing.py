"""Who may leave, move, or stand in for whom: judged on plain facts, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldday.rules.verdict import Verdict, refuse, together

# How far ahead and how long somebody may stand in, in days: longer is a move.
LONGEST_DEPUTY_DAYS = 366

CODES: tuple[str, ...] = (
    "people.leaving.oneself",
    "people.leaving.already",
    "people.leaving.in_the_future",
    "people.leaving.last_administrator",
    "people.leaving.reports_left",
    "people.leaving.successor_oneself",
    "people.leaving.successor_left",
    "people.moving.left",
    "people.moving.in_the_future",
    "people.moving.before_present",
    "people.moving.superior_left",
    "people.moving.oneself",
    "people.deputy.oneself",
    "people.deputy.left",
    "people.deputy.auditor",
    "people.deputy.out_of_reach",
    "people.deputy.days_reversed",
    "people.deputy.in_the_past",
    "people.deputy.too_long",
    "people.deputy.another",
)


@dataclass(frozen=True)
class Leaver:
    """What matters of somebody who is to leave."""

    active: bool
    is_oneself: bool
    last_administrator: bool
    reports: int  # people who report to him
    teams: int  # teams he leads


@dataclass(frozen=True)
class Successor:
    """What matters of who takes over."""

    active: bool
    is_leaver: bool


def may_leave(leaver: Leaver, *, last_day: date, today: date, successor: Successor | None) -> Verdict:
    """Whether somebody may be written down as having left. His people must get another superior first."""
    if not leaver.active:
        return refuse("people.leaving.already")
    verdicts = []
    if leaver.is_oneself:
        verdicts.append(refuse("people.leaving.oneself"))
    if leaver.last_administrator:
        verdicts.append(refuse("people.leaving.last_administrator"))
    if last_day > today:
        verdicts.append(refuse("people.leaving.in_the_future", "last_day"))
    if successor is None:
        if leaver.reports or leaver.teams:
            verdicts.append(
                refuse("people.leaving.reports_left", "successor", people=leaver.reports, teams=leaver.teams)
            )
    elif successor.is_leaver:
        verdicts.append(refuse("people.leaving.successor_oneself", "successor"))
    elif not successor.active:
        verdicts.append(refuse("people.leaving.successor_left", "successor"))
    return together(*verdicts)


def may_move(
    *,
    active: bool,
    since: date,
    today: date,
    present_since: date | None,
    superior_active: bool,
    to_oneself: bool,
) -> Verdict:
    """Whether somebody may get another superior or team since a day; `present_since`: when the team of now began."""
    if not active:
        return refuse("people.moving.left")
    verdicts = []
    if since > today:
        verdicts.append(refuse("people.moving.in_the_future", "since"))
    if present_since is not None and since < present_since:
        verdicts.append(refuse("people.moving.before_present", "since", since=present_since.isoformat()))
    if to_oneself:
        verdicts.append(refuse("people.moving.oneself", "reports_to"))
    elif not superior_active:
        verdicts.append(refuse("people.moving.superior_left", "reports_to"))
    return together(*verdicts)


def may_stand_in(
    *, principal: int, deputy: int, active: bool, role: str, in_reach: bool, since: date, until: date, today: date
) -> Verdict:
    """Whether `deputy` may stand in for `principal` on those days.

    `in_reach`: whoever appoints may choose him: somebody he sees, of his own team, or his superior.
    """
    verdicts = []
    if principal == deputy:
        verdicts.append(refuse("people.deputy.oneself", "deputy"))
    elif not active:
        verdicts.append(refuse("people.deputy.left", "deputy"))
    elif role == "auditor":
        verdicts.append(refuse("people.deputy.auditor", "deputy"))
    elif not in_reach:
        verdicts.append(refuse("people.deputy.out_of_reach", "deputy"))
    if until < since:
        verdicts.append(refuse("people.deputy.days_reversed", "until"))
    elif (until - since).days >= LONGEST_DEPUTY_DAYS:
        verdicts.append(refuse("people.deputy.too_long", "until", days=LONGEST_DEPUTY_DAYS))
    if since < today:
        verdicts.append(refuse("people.deputy.in_the_past", "since"))
    return together(*verdicts)


def stands_in_alone(beside: Iterable[tuple[str, date, date]]) -> Verdict:
    """Whether nobody else stands in for the same principal on those days; `beside` are names and their days."""
    return together(
        *(
            refuse("people.deputy.another", "since", name=name, since=since, until=until)
            for name, since, until in beside
        )
    )


def overlapping(
    periods: Iterable[tuple[int, date, date]], *, since: date, until: date
) -> tuple[tuple[int, date, date], ...]:
    """Those periods (whose, since, until; both days included) that share a day with `since`…`until`."""
    return tuple(one for one in periods if one[1] <= until and one[2] >= since)
