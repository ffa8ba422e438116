"""How things stand with a customer: said anew, with the reason."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.status_keeping import change_status
from fieldday.customers.models import Account
from fieldday.kit.doors import door
from fieldday.web import states
from fieldday.web.office.beside import account_for, back_to, form_page, take
from fieldday.web.office.common import parameters, typed

FIELDS = ("status", "reason")


@door(reads="customers.account", verb="customers.account.status_changed")
def account_statuses(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, with how it stands now; a POST says it anew."""
    account = account_for(request, pk, "customers.account.status_changed")
    if request.method != "POST":
        return _form(request, account, {"status": account.status, "reason": ""})
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        change_status(by=request.user, account_id=pk, status=values["status"], reason=values["reason"], at=at)
        return _back(request, pk)

    return take(request, effect, lambda errors, status: _form(request, account, values, errors, status), _("Saved."))


def _back(request: HttpRequest, pk: UUID) -> str:
    """To the board that it was moved on, else to the card."""
    if "back" not in request.POST:
        return back_to(pk)
    return reverse("accounts") + "?" + parameters(request.POST["back"], 2000).urlencode()


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    statuses = [(one, states.state("account", one).word) for one in Account.STATUSES]
    template = "web/accounts/status_form.html"
    more = {"statuses": statuses, "chosen": [values["status"]]}
    return form_page(request, template, account, values, errors=errors, status=status, **more)
