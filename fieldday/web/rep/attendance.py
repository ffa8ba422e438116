"""出勤: 上班 and 下班 by a tap; 請假、出差、訓練 entered for oneself or one's people, and cancelled."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.absences import cancel_absence, enter_absence
from fieldday.visits.actions.attendance import end_day, start_day
from fieldday.visits.questions.attendance import absences_page
from fieldday.visits.questions.codes import the_codes
from fieldday.web.days import asked_day
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.rep.told import brought, told
from fieldday.web.rep.typed import Reading, line, whole

PARTS = (
    ("day", gettext_lazy("Whole days")),
    ("morning", gettext_lazy("Morning")),
    ("afternoon", gettext_lazy("Afternoon")),
)


@door(verb=("visits.attendance.started", "visits.attendance.ended"))
def attendance(request: HttpRequest) -> HttpResponse:
    """A tap on 上班, or on 下班; whatever else is asked for is refused."""
    act = request.POST.get("act", "")
    ending = act == "end"

    def effect(at: datetime) -> str:
        if act not in {"start", "end"}:
            raise Refused("visits.attendance.unknown_act")
        if not ending:
            start_day(by=request.user, at=at, **told(request))
            return reverse("today")
        row = end_day(by=request.user, day=asked_day(request.POST.get("day", "")), at=at, **told(request))
        return reverse("report-day", args=[row.day])

    return posted(request, effect, done=_("The working day is ended.") if ending else _("The working day has begun."))


@dataclass
class AbsenceForm:
    """What was typed of an absence."""

    person: int = 0
    kind: str = ""
    since: str = ""
    until: str = ""
    part: str = "day"
    note: str = ""
    stops_off: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)


@door(reads="visits.absence", verb="visits.absence.entered")
def absences(request: HttpRequest) -> HttpResponse:
    """One's own absences and those of one's people; a POST enters one."""
    if request.method == "POST":
        return _entered(request)
    person = whole(request.GET.get("person", ""))
    day = asked_day(request.GET.get("day", ""))
    text = day.isoformat() if day else ""
    return _show(request, AbsenceForm(person=person, since=text, until=text))


@door(verb="visits.absence.cancelled")
def absence_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an absence back."""

    def effect(at: datetime) -> str:
        cancel_absence(by=request.user, absence_id=pk, at=at)
        return reverse("absences")

    def refused(refusal: Refused) -> HttpResponse:
        return _show(request, AbsenceForm(), refusal)

    return posted(request, effect, refused=refused, done=_("Cancelled."))


def _entered(request: HttpRequest) -> HttpResponse:
    form = _typed(request.POST)

    def effect(at: datetime) -> str:
        since, until = _days(form)
        enter_absence(
            by=request.user,
            person_id=form.person or int(request.user.pk or 0),
            kind=form.kind,
            since=since,
            until=until,
            part=form.part,
            note=form.note,
            stops_off=form.stops_off,
            absence_id=brought(request),
            at=at,
        )
        return reverse("absences")

    return posted(request, effect, refused=lambda refusal: _show(request, form, refusal), done=_("Entered."))


def _typed(post: QueryDict) -> AbsenceForm:
    texts: dict[str, Any] = {name: line(post.get(name, "")) for name in ("kind", "since", "until", "note")}
    part = line(post.get("part", "")) or "day"
    return AbsenceForm(whole(post.get("person", "")), part=part, stops_off=bool(post.get("stops_off")), **texts)


def _days(form: AbsenceForm) -> tuple[date, date]:
    """The two days; one alone stands for both. Raises Refused at the field that cannot be read."""
    reading = Reading("", "")
    since, until = reading.day(form.since, "since"), reading.day(form.until, "until")
    reading.require()
    if since is None and until is None:
        raise Refused("visits.absence.without_day", field="since")
    first, last = since or until, until or since
    assert first and last  # noqa: S101  # one of them was read
    return first, last


def _show(request: HttpRequest, form: AbsenceForm, refusal: Refused | None = None) -> HttpResponse:
    codes = the_codes()
    shown: dict[str, Any] = {
        "page": absences_page(request.user, today=clock.today()),
        "form": form,
        "kinds": codes.offered("absence"),
        "kind": [form.kind],
        "parts": PARTS,
        "part": [form.part],
        "errors": errors_by_field(refusal) if refusal else {},
    }
    return render(request, "web/rep/absences.html", shown, status=422 if refusal else 200)
