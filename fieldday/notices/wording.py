"""A notice in one sentence: who did what with which day's paper, in the language that is active."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fieldday.kit.spoken import say_day, say_time
from fieldday.kit.words import say

Names = Mapping[int, str]
Params = Mapping[str, Any]


def sentence(kind: str, params: Params, names: Names, *, thing: str = "") -> str:
    """What the notice says. `thing` is the name of the customer, person or file it is about, "" when out of sight."""
    said: dict[str, Any] = {
        **params,
        "by": names.get(params.get("by") or 0) or say("notices.by_the_system"),
        "person": names.get(params.get("person") or 0, ""),
        "day": _day(params.get("day")),
        "thing": thing,
    }
    if kind == "overdue":
        return _overdue(params)
    if kind.endswith("_reminder"):
        return say(f"notices.{kind}", day=said["day"], due=_due(params))
    if kind == "deputy":
        return _deputy(params, names)
    if kind == "people_moved" and "superior" in params:
        return say("notices.superior_changed", person=names.get(params["superior"], ""))
    return say(_code(kind, params, thing), **said)


def _code(kind: str, params: Params, thing: str) -> str:
    """Which of a kind's sentences it is."""
    if kind == "report_signed" and params.get("questions"):
        return "notices.report_signed_with_questions"
    if kind in ("report_returned", "report_answered") and params.get("act") in ("reopened", "remarked"):
        return f"notices.report_{params['act']}"
    if kind == "import_finished" and "refused" in params:
        return "notices.import_failed"
    if kind == "customers_moved" and params.get("act") == "handed_over":
        return "notices.customers_handed_over"
    if kind in ("customers_moved", "people_moved") and params.get("count") == 1 and thing:
        return f"notices.{kind}_one"
    return f"notices.{kind}"


def _overdue(params: Params) -> str:
    parts = [say(f"notices.overdue_{name}", count=params[name]) for name in ("plans", "reports", "waiting")
             if params.get(name)]  # fmt: skip
    return say("notices.overdue", parts=say("notices.and_then").join(parts))


def _deputy(params: Params, names: Names) -> str:
    role = "principal" if "principal" in params else "deputy"
    days = {name: _day(params.get(name)) for name in ("since", "until")}
    return say(f"notices.deputy_{params.get('act')}_{role}", name=names.get(params[role], ""), **days)


def _day(text: str | None) -> str:
    return say_day(date.fromisoformat(text)) if text else ""


def _due(params: Params) -> str:
    """The hour of a deadline; with its day, where that is another than the paper's."""
    due = datetime.fromisoformat(params["due"])
    if timezone.localtime(due).date().isoformat() == params["day"]:
        return say_time(due)
    return f"{say_day(due)} {say_time(due)}"
