"""One's own notices: the list behind the bell, opening one, reading all, and what comes by e-mail too."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import mail
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.notices.actions.choosing import choose_mail
from fieldday.notices.actions.reading import read_all, read_notice
from fieldday.notices.questions.inbox import Told, inbox, mail_groups, notice_told
from fieldday.rules.parsing import as_uuid
from fieldday.web.posting import posted

SIGNS = {
    "plan_approved": "circle-check",
    "plan_returned": "arrow-back-up",
    "report_signed": "writing-sign",
    "report_returned": "arrow-back-up",
    "plan_reminder": "clock",
    "report_reminder": "clock",
    "report_answered": "message-2",
    "countersign": "writing-sign",
    "overdue": "alert-triangle",
    "deputy": "user-check",
    "customers_moved": "building-store",
    "people_moved": "users",
    "import_finished": "file-import",
}
OWN_DAY = {"plan_reminder": "plan-day", "plan_returned": "plan-day", "plan_approved": "plan-day",
           "report_reminder": "report-day", "report_returned": "report-day", "report_signed": "report-day"}  # fmt: skip
PAGES = {
    "visits.plan": "plan",
    "visits.dailyreport": "report",
    "customers.account": "account",
    "customers.handover": "hand-over-came",
    "people.importjob": "import",
    "people.person": "person",
}
LISTS = {"desk": "desk", "customers.account": "accounts", "people.person": "people"}


def address_of(told: Told) -> str:
    """Where a notice leads: its paper, the list that holds what it counts, "" where there is nothing to see."""
    if told.kind in OWN_DAY and told.noun and told.day:
        return reverse(OWN_DAY[told.kind], args=[told.day])
    if told.noun_id and told.noun in PAGES:
        return reverse(PAGES[told.noun], args=[told.noun_id])
    if told.kind == "deputy":
        return reverse("deputies")
    return reverse(LISTS[told.noun]) if told.noun in LISTS else ""


@door(reads="notices.notice")
def notices(request: HttpRequest) -> HttpResponse:
    """What happened that concerns oneself, the newest first; all of it, or what is unread."""
    only_unread = request.GET.get("show") == "unread"
    found = inbox(request.user, page=request.GET.get("page", ""), only_unread=only_unread)
    rows = [(told, SIGNS[told.kind], address_of(told)) for told in found.page.rows]
    answer = {"inbox": found, "page": found.page, "rows": rows, "only_unread": only_unread}
    return render(request, "web/notices/list.html", answer)


@door(reads="notices.notice")
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice: where the link of a mail leads. Opening its paper from here marks it read."""
    told = _found(request, pk)
    return render(
        request, "web/notices/notice.html", {"told": told, "sign": SIGNS[told.kind], "address": address_of(told)}
    )


@door(verb="notices.notice.read")
def notice_reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a notice read and go on to its paper."""
    told = _found(request, pk)

    def effect(at: datetime) -> str:
        read_notice(by=request.user, notice_id=pk, at=at)
        return address_of(told) or reverse("notices")

    return posted(request, effect)


@door(verb="notices.inbox.read")
def reading(request: HttpRequest) -> HttpResponse:
    """Mark all notices read that were there when the page was shown."""

    def effect(at: datetime) -> str:
        newest = as_uuid(request.POST.get("newest", ""))
        if newest is None:
            raise Refused("kit.form.changed_meanwhile")
        read_all(by=request.user, newest=newest, at=at)
        return reverse("notices")

    return posted(request, effect, done=_("All notices are read."))


@door(reads="notices.mailchoice", verb="notices.mail.chosen")
def by_mail(request: HttpRequest) -> HttpResponse:
    """Choose which notices come by e-mail too."""
    if request.method == "POST":

        def effect(at: datetime) -> str:
            choose_mail(by=request.user, kinds=request.POST.getlist("kind"), at=at)
            return reverse("notices-mail")

        return posted(request, effect, done=_("Saved."))
    groups = [
        (say(f"notices.groups.{group.name}"), [(kind, say(f"notices.kinds.{kind}"), on) for kind, on in group.kinds])
        for group in mail_groups(request.user)
    ]
    return render(request, "web/notices/mail.html", {"groups": groups, "sends": mail.is_set_up()})


def _found(request: HttpRequest, pk: UUID) -> Told:
    told = notice_told(request.user, pk)
    if told is None:
        raise Http404
    return told
