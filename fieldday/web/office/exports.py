"""匯出: choose columns and a kind of file for what a list finds; take the file away once it is made."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fieldday.customers.actions.exporting import ask_export, remove_export
from fieldday.customers.models import Export
from fieldday.customers.questions.consents import channels_refused
from fieldday.customers.questions.contact_cards import contact_vcard
from fieldday.customers.questions.contacts import contact_seen
from fieldday.customers.questions.export_columns import columns_of, refused_said
from fieldday.customers.questions.exports import export_seen, exports_of, file_of
from fieldday.kit import clock, duties
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.models import Person
from fieldday.readings.accounts import accounts_of_query
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.states import state_word

NOT_FILTER = frozenset({"page", "sort", "noun", "csrfmiddlewaretoken", "_key", "format", "columns", "view", "shape"})
TYPES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "vcard3": ("vcf", "text/vcard; charset=utf-8"),
    "vcard4": ("vcf", "text/vcard; charset=utf-8"),
}
FILTER = "filter-"


@door(reads="customers.export", verb="customers.export.asked")
def exports(request: HttpRequest) -> HttpResponse:
    """What the list's address finds, as a file: which columns, which kind; a POST asks for it."""
    return _asked(request) if request.method == "POST" else _form(request, _query(request))


@door(reads="customers.export")
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file: how far it is, or its way out."""
    return render(request, "web/exports/one.html", {"one": _found(request, pk)})


@door(reads="customers.export")
def export_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a file is; the whole page again once it is done."""
    one = _found(request, pk)
    if one.state == "waiting":
        return render(request, "web/exports/progress.html", {"one": one})
    return HttpResponse(status=200, headers={"HX-Redirect": reverse("export", args=[pk])})


@door(reads="customers.export")
def export_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file itself, for its asker alone."""
    one = _found(request, pk)
    path = file_of(one)
    if path is None or one.state != "done" or not one.expires_at or one.expires_at <= clock.now():
        raise Http404
    ending, kind = TYPES[one.format]
    answer = FileResponse(path.open("rb"), content_type=kind)
    named = quote(f"{name_of(one)} {clock.local_day(one.at):%Y-%m-%d}.{ending}", safe="")
    answer["Content-Disposition"] = f"attachment; filename=\"export.{ending}\"; filename*=UTF-8''{named}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(verb="customers.export.removed")
def export_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Deleted before its day is over."""

    def effect(at: datetime) -> str:
        remove_export(by=request.user, export_id=pk, at=at)
        return reverse("exports")

    return posted(request, effect, done=_("The file was deleted."))


@door(reads="customers.contact")
def contact_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact as a vCard, to keep in a phone."""
    contact = contact_seen(request.user, pk)
    if contact is None:
        raise Http404
    version = "4.0" if request.GET.get("version") == "4.0" else "3.0"
    refused = channels_refused((), [contact], day=clock.today()).get((contact.account_id, pk), ())
    card = contact_vcard(contact, version=version, refused=refused_said(refused, state_word))
    answer = HttpResponse(card, content_type="text/vcard; charset=utf-8")
    named = quote(f"{contact.name}.vcf", safe="")
    answer["Content-Disposition"] = f"attachment; filename=\"contact.vcf\"; filename*=UTF-8''{named}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@door(reads="customers.contact")
def contact_code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One contact's QR code, large enough for another phone's camera."""
    contact = contact_seen(request.user, pk)
    if contact is None:
        raise Http404
    return render(request, "web/exports/code.html", {"contact": contact, "account": contact.account})


def name_of(one: Export) -> str:
    """What a file holds, in words."""
    return _("Contacts") if one.noun == "contacts" else _("Customers")


def _query(request: HttpRequest) -> dict[str, str]:
    """The list's parameters that narrow it."""
    return {key[:60]: text[:200] for key, text in request.GET.items() if key not in NOT_FILTER and text}


def _asked(request: HttpRequest) -> HttpResponse:
    query = {key.removeprefix(FILTER): str(text) for key, text in request.POST.items() if key.startswith(FILTER)}
    noun, format = request.POST.get("noun", ""), request.POST.get("format", "")
    columns = [key[:60] for key in request.POST.getlist("columns")]

    def effect(at: datetime) -> str:
        row = ask_export(
            by=request.user, noun=noun, format=format, columns=columns, query=query, at=at,
            language=get_language() or "zh-hant",
        )  # fmt: skip
        return reverse("export", args=[row.pk])

    def refused(refusal: Refused) -> HttpResponse:
        said = {"noun": noun, "format": format, "chosen": columns, "errors": errors_by_field(refusal)}
        return _form(request, query, status=422, **said)

    answer = posted(request, effect, refused=refused)
    duties.wake()
    return answer


def _form(request: HttpRequest, query: dict[str, str], *, status: int = 200, **said: Any) -> HttpResponse:
    reader: Person = request.user  # type: ignore[assignment]  # `door` lets nobody in who is not signed in
    noun = said.get("noun") or request.GET.get("noun", "")
    noun = noun if noun in Export.NOUNS else "accounts"
    columns = columns_of(noun, state_word)
    chosen = said.get("chosen")
    answer = {
        "query": query.items(),
        "found": accounts_of_query(reader, query, clock.today()).count(),
        "noun": noun,
        "format": said.get("format") or "xlsx",
        "columns": [(one.key, one.name, one.key in chosen if chosen is not None else one.usual) for one in columns],
        "formats": [
            ("xlsx", _("Excel"), _("for calculating and mending")),
            ("csv", "CSV", _("for other programs")),
            ("vcard3", "vCard 3.0", _("for any phone")),
            ("vcard4", "vCard 4.0", _("for newer programs")),
        ],
        "files": exports_of(reader),
        "errors": said.get("errors", {}),
    }
    return render(request, "web/exports/form.html", answer, status=status)


def _found(request: HttpRequest, pk: UUID) -> Export:
    one = export_seen(request.user, pk)
    if one is None:
        raise Http404
    return one
