"""設定: the company's name, currency, deadlines, arrivals; and its working calendar."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.amounts import any_amount
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.kit.stamps import stamp
from fieldday.people.actions.calendar import YEARS, remove_company_day, set_company_days
from fieldday.people.actions.settings import BOUNDS, STAMPED, SettingsInput, change_settings
from fieldday.people.models import Company
from fieldday.people.questions.calendar import the_year
from fieldday.people.questions.company import the_company
from fieldday.rules.parsing import as_number
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason
from fieldday.visits.questions.kept_long import due
from fieldday.web.office.common import office_only, typed, typed_day
from fieldday.web.office.year import months_of
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.rep.typed import Reading

TIMES = ("plan_deadline", "report_deadline")
FIGURES = ("reminder_minutes", "arrival_radius_m", "location_days", "prospect_months", "notice_days", "file_months")
FIELDS = ("name", "currency", "plan_rule", *TIMES, *FIGURES, "roc_years", "seen", "agreed")
MOST_MONTHS = BOUNDS["file_months"][1]
DAY_FIELDS = ("since", "until", "works", "name")


@door(reads="people.company", verb="people.company.changed")
@office_only
def settings(request: HttpRequest) -> HttpResponse:
    """The settings; a POST changes them."""
    if request.method != "POST":
        return _form(request, _values(the_company()))
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        said = _said(values)
        if values["agreed"] != "yes":
            _ask_before_losing(said, at)
        change_settings(by=request.user, said=said, at=at, seen=values["seen"])
        return reverse("settings")

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        asks = bool(refusal.insist) or values["agreed"] == "yes"
        return _form(request, values, errors=errors_by_field(refusal), status=status, asks=asks)

    return posted(request, effect, refused=refused, done=_("Saved."))


@door(reads="people.companyday", verb="people.company_day.set")
@office_only
def company_days(request: HttpRequest) -> HttpResponse:
    """The working calendar of a year; a POST sets days of the company's own."""
    if request.method != "POST":
        year = request.GET.get("year", "")
        return _calendar(request, _year(as_number(year, 4) or 0), {})
    values = typed(request, DAY_FIELDS)

    def effect(at: datetime) -> str:
        days = set_company_days(by=request.user, at=at, **_days_said(values))
        return _address(days[0].day.year)

    def refused(refusal: Refused) -> HttpResponse:
        return _calendar(request, _year(0), values, errors=errors_by_field(refusal), status=422)

    return posted(request, effect, refused=refused, done=_("The days are set."))


@door(verb="people.company_day.removed")
@office_only
def company_day_removal(request: HttpRequest, day: date) -> HttpResponse:
    """The public calendar decides again."""

    def effect(at: datetime) -> str:
        remove_company_day(by=request.user, day=day, at=at)
        return _address(_year(day.year))

    return posted(request, effect, done=_("The public calendar decides on this day again."))


def _ask_before_losing(said: SettingsInput, at: datetime) -> None:
    """Refuse once what would erase people or delete files with the next run: nobody brings them back."""
    company = the_company()
    months = {
        name: getattr(said, name) if 0 < getattr(said, name) <= MOST_MONTHS and _shorter(said, company, name) else 0
        for name in ("prospect_months", "file_months")
    }
    lost = due(at=at, **months)
    reasons = []
    if lost.people:
        reasons.append(Reason("customers.retention.people_go", {"count": lost.people}, "prospect_months"))
    if lost.files:
        reasons.append(Reason("customers.retention.files_go", {"count": lost.files}, "file_months"))
    if reasons:
        raise Refused(reasons[0].code, reasons, insist=[("agreed", "yes")])


def _shorter(said: SettingsInput, company: Company, name: str) -> bool:
    """Whether less is kept by the form than by what stands; 0 keeps all."""
    before = getattr(company, name)
    return before == 0 or getattr(said, name) < before


def _said(values: dict[str, str]) -> SettingsInput:
    reasons: list[Reason] = []
    times = {name: _time(values[name], name, reasons) for name in TIMES}
    figures = {name: _figure(values[name]) for name in FIGURES}
    refuse_with(reasons)
    return SettingsInput(
        name=values["name"],
        currency=values["currency"],
        plan_rule=values["plan_rule"],
        plan_deadline=times["plan_deadline"],
        report_deadline=times["report_deadline"],
        arrival_radius_m=figures["arrival_radius_m"],
        location_days=figures["location_days"],
        reminder_minutes=figures["reminder_minutes"],
        prospect_months=figures["prospect_months"],
        notice_days=figures["notice_days"],
        file_months=figures["file_months"],
        roc_years=values["roc_years"] == "yes",
    )


def _time(text: str, field: str, reasons: list[Reason]) -> Any:
    said = Reading("", "").clock(text, field)
    if said is None:
        reasons.append(Reason("people.setting.not_a_time", {}, field))
    return said


def _figure(text: str) -> int:
    """A whole number; -1, which is within no bounds, for what is none."""
    text = clean(text).replace(",", "")
    number = as_number(text, 8)
    return -1 if number is None else number


def _days_said(values: dict[str, str]) -> dict[str, Any]:
    days = {name: typed_day(values[name], name) if values[name].strip() else None for name in ("since", "until")}
    if days["since"] is None:
        raise Refused("people.company_day.not_a_day", field="since")
    return {**days, "works": values["works"] == "yes", "name": values["name"]}


def _values(company: Company) -> dict[str, Any]:
    return {
        **{name: getattr(company, name) for name in ("name", "currency", "plan_rule", *FIGURES)},
        **{name: f"{getattr(company, name):%H:%M}" for name in TIMES},
        "roc_years": "yes" if company.roc_years else "no",
        "seen": stamp(company, STAMPED),
    }


def _form(
    request: HttpRequest,
    values: dict[str, Any],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    asks: bool = False,
) -> HttpResponse:
    rules = [
        ("evening_before", _("the evening before, or that morning after a day off")),
        ("same_day", _("on the day itself")),
    ]
    answer = {
        "values": values,
        "errors": errors or {},
        "rules": rules,
        "years": [("no", _("2026")), ("yes", _("Republic of China 115"))],
        "years_chosen": [values["roc_years"] or "no"],
        "currency_locked": any_amount(),
        "asks": asks,
    }
    return render(request, "web/office/settings.html", answer, status=status)


def _calendar(
    request: HttpRequest,
    year: int,
    values: dict[str, str],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = the_year(year, get_language() or "")
    answer = {
        "year": shown,
        "months": months_of(shown),
        "values": values,
        "works_chosen": [values.get("works", "no")],
        "errors": errors or {},
        "works": [("no", _("we do not work")), ("yes", _("we work"))],
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
    }
    return render(request, "web/office/calendar.html", answer, status=status)


def _year(asked: int) -> int:
    return asked if asked in YEARS else clock.today().year


def _address(year: int) -> str:
    return f"{reverse('company-days')}?year={year}"
