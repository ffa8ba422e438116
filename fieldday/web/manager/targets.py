"""目標: what everybody is to reach in a month, set side by side."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.rules.money import parse_amount
from fieldday.rules.parsing import as_number
from fieldday.rules.verdict import Unreadable
from fieldday.trade.actions.target_setting import Wanted, set_targets
from fieldday.trade.models import Target
from fieldday.trade.questions.target_table import PersonTargets, may_set_targets, target_table
from fieldday.web.days import asked_day
from fieldday.web.posting import errors_by_field, posted

METRICS: dict[str, Any] = {"bookings": gettext_lazy("Orders"), "collections": gettext_lazy("Collections")}


@door(reads="trade.target", verb="trade.target.set")
def targets(request: HttpRequest) -> HttpResponse:
    """The table of a month, `?month=2026-11`; a POST sets what was changed in it."""
    if not may_set_targets(request.user):
        raise Http404
    if request.method != "POST":
        return _table(request, _month(request.GET.get("month", "")), request.GET.get("page", ""))
    month, page = _month(request.POST.get("month", "")), request.POST.get("page", "")

    def effect(at: datetime) -> str:
        wanted = _wanted(request.POST, the_company().currency)
        set_targets(by=request.user, month=month, wanted=wanted, at=at)
        return f"{reverse('targets')}?month={month:%Y-%m}&page={as_number(page) or ''}"

    def refused(refusal: Refused) -> HttpResponse:
        return _table(request, month, page, typed=request.POST, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("The targets are set."))


def _month(text: str) -> date:
    """The month that is asked for, its first day; this one for none."""
    return (asked_day(f"{text}-01") or clock.today()).replace(day=1)


def _wanted(post: QueryDict, currency: str) -> list[Wanted]:
    """What the form says of each field, as far as it differs from what stood there. An emptied field is nothing to
    reach. Raises Refused at the fields that cannot be read."""
    found, reasons = [], []
    for name, text in post.items():
        _t, _dash, rest = name.partition("target-")
        number, _dash, metric = rest.partition("-")
        person = as_number(number)
        if _t or person is None:
            continue
        was = str(post.get(f"was-{rest}", ""))
        if str(text).strip() == was:
            continue
        try:
            amount = parse_amount(str(text), currency) if str(text).strip() else Decimal(0)
            stood = parse_amount(was, currency) if was else None
        except Unreadable as error:
            reasons.append(error.at(name))
            continue
        found.append(Wanted(person, metric, amount, stood, name))
    if reasons:
        raise Refused("kit.amount.not_an_amount", reasons)
    return found


def _table(
    request: HttpRequest,
    month: date,
    page: str,
    *,
    typed: QueryDict | None = None,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    table = target_table(request.user, month, page)
    like_before = request.GET.get("like") == "before"
    answer = {
        "table": table,
        "page": table.page,
        "rows": [_row(one, typed, errors or {}, like_before=like_before) for one in table.people],
        "metrics": [(metric, METRICS[metric], table.sums[metric]) for metric in Target.METRICS],
        "month": month,
        "month_before": month - timedelta(days=1),
        "month_after": month + timedelta(days=32),
        "currency": the_company().currency,
        "errors": errors or {},
    }
    return render(request, "web/manager/targets.html", answer, status=status)


def _row(
    one: PersonTargets, typed: QueryDict | None, errors: dict[str, list[str]], *, like_before: bool
) -> dict[str, Any]:
    cells = []
    for metric in Target.METRICS:
        name = f"target-{one.id}-{metric}"
        was = _figure(one.now.get(metric))
        before = _figure(one.before.get(metric))
        value = str(typed.get(name, was)) if typed is not None else was or (before if like_before else "")
        cells.append(
            {
                "name": name,
                "was_name": f"was-{one.id}-{metric}",
                "was": str(typed.get(f"was-{one.id}-{metric}", was)) if typed is not None else was,
                "value": value,
                "before": before,
                "label": METRICS[metric],
                "errors": errors.get(name, []),
            }
        )
    return {"name": one.name, "team": one.team, "id": one.id, "cells": cells}


def _figure(amount: Decimal | None) -> str:
    """An amount as a field shows it."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
