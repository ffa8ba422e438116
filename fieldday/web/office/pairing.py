"""Two customers that somebody takes for one without being told: ticked in the list, or looked for from a card."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fieldday.customers.questions.listing import account_options, account_seen
from fieldday.customers.questions.similar import similar
from fieldday.kit.doors import door
from fieldday.rules.parsing import as_uuid
from fieldday.web.office.alike import told
from fieldday.web.office.duplicates import merges_only


@door(reads="customers.account")
@merges_only
def chosen_pair(request: HttpRequest) -> HttpResponse:
    """The two that were ticked in the list, side by side; with fewer or more the list again, saying so."""
    ids = {as_uuid(text) for text in request.GET.getlist("account")[:100]} - {None}
    pair = sorted(filter(None, ids), key=str)
    if len(pair) == 2 and "all" not in request.GET:
        return redirect("duplicate", *pair)
    messages.warning(request, _("Choose exactly two customers to compare them."))
    return redirect("accounts")


@door(reads="customers.account")
@merges_only
def account_twin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which customer in sight this one is too: those that seem so, and those that a search finds."""
    account = account_seen(request.user, pk)
    if account is None:
        raise Http404
    query = request.GET.get("q", "").strip()[:100]
    found = [one for one in account_options(request.user, query) if one.pk != pk] if query else []
    alike = told(similar(request.user, vars(account), besides=pk))
    known = {one.pk for one, _why in alike}
    rows = [*([] if query else alike), *((one, "") for one in found if query or one.pk not in known)]
    return render(request, "web/duplicates/twin_of.html", {"account": account, "query": query, "rows": rows})
