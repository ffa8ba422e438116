"""The forms as pages to print and as PDFs: one plan, one report, a person's week, a team's day."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.pdf import make_pdf, missing
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.people.questions.company import the_company
from fieldday.readings.forms.plan import plan_sheet
from fieldday.readings.forms.report import report_sheet
from fieldday.readings.forms.team import MOST, PLANS, REPORTS, TeamDay, team_day
from fieldday.readings.forms.week import WeekSheet, week_sheet
from fieldday.rules.verdict import Reason
from fieldday.visits.questions.day_rows import whose_rows
from fieldday.web.posting import refusal_page
from fieldday.web.signing_in.entering import public_link

STYLE = Path(__file__).resolve().parents[1] / "static" / "paper.css"


@door(reads="visits.plan")
def plan_form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """拜訪計畫表 to print."""
    sheet = _there(plan_sheet(request.user, pk))
    return _page(request, [sheet], pdf=reverse("plan-pdf", args=[pk]), back=reverse("plan", args=[pk]))


@door(reads="visits.plan")
def plan_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet = _there(plan_sheet(request.user, pk))
    return _pdf(request, [sheet], f"{_('Visit plan')}-{sheet.head.person.name}-{sheet.head.day}")


@door(reads="visits.dailyreport")
def report_form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """業務日報 to print."""
    sheet = _there(report_sheet(request.user, pk))
    return _page(request, [sheet], pdf=reverse("report-pdf", args=[pk]), back=reverse("report", args=[pk]))


@door(reads="visits.dailyreport")
def report_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    sheet = _there(report_sheet(request.user, pk))
    return _pdf(request, [sheet], f"{_('Daily report')}-{sheet.head.person.name}-{sheet.head.day}")


@door(reads="people.person")
def week_form(request: HttpRequest, pk: int, day: date) -> HttpResponse:
    """週拜訪計畫與實績表 to print: the week that a day lies in."""
    sheet: WeekSheet = _there(week_sheet(request.user, pk, day))
    return _page(request, [sheet], pdf=reverse("week-pdf", args=[pk, day]), back=reverse("person", args=[pk]))


@door(reads="people.person")
def week_pdf(request: HttpRequest, pk: int, day: date) -> HttpResponse:
    sheet: WeekSheet = _there(week_sheet(request.user, pk, day))
    return _pdf(request, [sheet], f"{_('Weekly sheet')}-{sheet.person.name}-{sheet.monday}")


@door(reads="visits.dailyreport")
def team_forms(request: HttpRequest, day: date) -> HttpResponse:
    """A team's day to print: `kind` plans or reports, `under` one branch of the line."""
    found, query = _team(request, day)
    if found.too_many:
        return _too_many(request, found)
    pdf = reverse("team-pdf", args=[day]) + query
    return _page(request, found.sheets, pdf=pdf, back=reverse("people"), team=found)


@door(reads="visits.dailyreport")
def team_pdf(request: HttpRequest, day: date) -> HttpResponse:
    found, _query = _team(request, day)
    if found.too_many:
        return _too_many(request, found)
    if not found.sheets:
        return refusal_page(request, Refused("web.forms.nothing"), status=404)
    name = _("Visit plans") if found.kind == PLANS else _("Daily reports")
    return _pdf(request, found.sheets, f"{name}-{day}")


def _team(request: HttpRequest, day: date) -> tuple[TeamDay, str]:
    kind = PLANS if request.GET.get("kind") == PLANS else REPORTS
    asked = request.GET.get("under", "")
    under = whose_rows(request.user, asked, branch=True)
    if under is None:
        raise Http404
    query = f"?kind={kind}" + (f"&under={under.person.pk}" if under.person else "")
    return team_day(request.user, day, kind=kind, under=under.person), query


def _too_many(request: HttpRequest, found: TeamDay) -> HttpResponse:
    return refusal_page(request, Refused("web.forms.too_many", count=found.count, limit=MOST))


def _there(sheet: Any) -> Any:
    if sheet is None:
        raise Http404
    return sheet


def _page(request: HttpRequest, sheets: Sequence[Any], *, pdf: str, back: str, **more: Any) -> HttpResponse:
    lacking = missing()
    reason = Reason("kit.pdf.missing", {"packages": " ".join(lacking)})
    answer = {**_shown(request), "sheets": sheets, "pdf": pdf, "back": back, "lacking": say(reason) if lacking else ""}
    return render(request, "web/forms/page.html", {**answer, **more})


def _pdf(request: HttpRequest, sheets: Sequence[Any], name: str) -> HttpResponse:
    """The sheets as one PDF, each counting its own pages."""
    shown = _shown(request)
    documents = [render_to_string("web/forms/document.html", {**shown, "sheet": sheet}, request) for sheet in sheets]
    try:
        content = make_pdf(documents, [_style()])
    except Refused as refusal:
        return refusal_page(request, refusal, status=503)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest) -> dict[str, Any]:
    company = the_company()
    verify = public_link(request, reverse("verify"))
    return {"company": company, "roc": company.roc_years, "currency": company.currency, "verify_at": verify}


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text()
