"""同意與拒絕: what a customer or a person there agreed to, with its proof; what was refused, by one tap."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.attachments import MOST_BYTES, judge_size
from fieldday.customers.actions.consent_keeping import ConsentInput, record_consent, record_refusal, unsay_refusal
from fieldday.customers.models import Account
from fieldday.kit import clock, files
from fieldday.kit.doors import door
from fieldday.kit.files import MEGABYTE
from fieldday.kit.refusals import Refused
from fieldday.web.office.beside import account_for, back_to, form_page, take
from fieldday.web.office.common import typed, typed_day, uuid_identity
from fieldday.web.personal.words import CHANNEL
from fieldday.web.posting import errors_by_field, posted

FIELDS = ("channel", "source", "day", "proof", "contact")


@door(reads="customers.account", verb="customers.consent.given")
def account_consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST writes a consent down."""
    account = account_for(request, pk, "customers.consent.given")
    if request.method != "POST":
        today = clock.today().isoformat()
        contact = request.GET.get("contact", "")[:40]
        return _form(request, account, {"channel": "", "source": "", "day": today, "proof": "", "contact": contact})
    values = typed(request, FIELDS)
    upload = request.FILES.get("file")
    try:
        if upload or request.META.get(files.TOO_BIG):
            judge_size(int(upload.size or 0) if upload else request.META[files.TOO_BIG] * MEGABYTE)
    except Refused as refusal:
        return _form(request, account, values, errors_by_field(refusal), 422)

    def effect(at: datetime) -> str:
        record_consent(by=request.user, account_id=pk, said=replace(_said(values), upload=upload), at=at)
        return _back(pk, values["contact"])

    def draw(errors: dict[str, list[str]], status: int) -> HttpResponse:
        return _form(request, account, values, errors, status)

    return take(request, effect, draw, _("The consent is written down."))


@door(verb="customers.consent.refused")
def account_refusals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: the customer, or a person there, may not be reached by this channel."""
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        record_refusal(by=request.user, account_id=pk, said=_said(values), at=at)
        return _back(pk, values["contact"])

    return posted(request, effect, done=_("The refusal is written down. It holds at once."))


@door(verb="customers.consent.mistaken")
def refusal_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was tapped by mistake."""

    def effect(at: datetime) -> str:
        row = unsay_refusal(by=request.user, consent_id=pk, at=at)
        return _back(row.account_id, str(row.contact_id or ""))

    return posted(request, effect, done=_("The refusal is taken back."))


def _said(values: dict[str, str]) -> ConsentInput:
    day = typed_day(values["day"], "day") if values["day"].strip() else None
    return ConsentInput(values["channel"], values["source"], day, values["proof"], uuid_identity(values["contact"]))


def _back(account_id: UUID, contact: str) -> str:
    return reverse("contact", args=[contact]) + "#consents" if contact else back_to(account_id, "consents")


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    more = {"channels": list(CHANNEL.items()), "chosen": [values["channel"]], "most": MOST_BYTES // MEGABYTE}
    template = "web/personal/consent_form.html"
    return form_page(request, template, account, values, errors=errors, status=status, **more)
