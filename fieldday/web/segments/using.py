"""What a list of customers is good for: choosing some of them for a group or a plan."""

from datetime import date
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fieldday.customers.policy import POLICY
from fieldday.customers.questions.groups import groups_seen
from fieldday.customers.questions.listing import AccountFilter
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.questions.calendar import next_working_day
from fieldday.readings.accounts import accounts_page
from fieldday.rules.planning import MOST_STOPS
from fieldday.web.days import asked_day

MOST_CHOSEN = 200


@door(reads="customers.account")
def chosen(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, each customer to be ticked: for a group or for a day's plan.

    With `plan` the ticked ones (`add`) go to that day's plan, whose form they stand in until one saves it.
    """
    if day := _day(request.GET.get("plan", "")):
        wanted = list(dict.fromkeys(request.GET.getlist("account")))[:MOST_STOPS]
        if not wanted:
            messages.warning(request, _("Tick customers first."))
            return redirect(reverse("accounts-chosen") + "?" + _narrowed(request))
        return redirect(reverse("plan-day", args=[day]) + "?" + urlencode({"add": wanted}, doseq=True))
    wanted_rows = AccountFilter.of(request.GET)
    today = clock.today()
    sort = request.GET.get("sort", "name")
    page = accounts_page(request.user, wanted=wanted_rows, sort=sort, page=1, today=today, size=MOST_CHOSEN)
    kept = groups_seen(request.user)
    answer = {
        "page": page,
        "wanted": wanted_rows,
        "groups": [(row.pk, row.name) for row in kept],
        "group": next((row for row in kept if str(row.pk) == wanted_rows.group), None),
        "days": sorted({today, next_working_day(today)}),
        "back": reverse("accounts") + "?" + request.GET.urlencode(),
        "may_hand_over": POLICY.allows("customers.hand_over.asked", request.user.role),  # type: ignore[union-attr]
        "plans": not request.user.is_office and request.user.role != "auditor",  # type: ignore[union-attr]
    }
    return render(request, "web/segments/chosen.html", answer)


def _narrowed(request: HttpRequest) -> str:
    """How the list was narrowed on the page where nothing was ticked; "" where the browser does not say."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:  # no address at all
        return ""
    return before.query if before.path == request.path and "plan=" not in before.query else ""


def _day(text: str) -> date | None:
    return next_working_day(clock.today()) if text == "next" else asked_day(text)
