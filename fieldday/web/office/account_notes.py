"""需求與習慣: what is worth knowing of a customer, written on its card."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions.note_keeping import NoteInput, retire_note, write_note
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.web.office.beside import Aside, back_to, form_page, take
from fieldday.web.office.common import typed_day, uuid_identity

FIELDS = ("kind", "text", "day", "contact")
KINDS: dict[str, Any] = {
    "need": gettext_lazy("Need"),
    "habit": gettext_lazy("Habit"),
    "other": gettext_lazy("Worth knowing"),
}


@door(reads="customers.account", verb="customers.note.written")
def account_notes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST writes a note."""
    fresh = {"kind": "need", "day": clock.today().isoformat()}
    aside = Aside("notes", FIELDS, _said, _form)
    return aside.added(request, pk, "customers.note.written", fresh, write_note, _("The note is written down."))


@door(verb=("customers.note.retired", "customers.note.restored"))
def note_retirement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It holds no more; or, said of one that was put aside, it holds again."""

    def effect(at: datetime) -> str:
        again = request.POST.get("holds") == "again"
        return back_to(retire_note(by=request.user, note_id=pk, at=at, retired=not again), "notes")

    return take(request, effect, lambda errors, status: HttpResponse(status=status), "")


def _said(values: dict[str, str]) -> NoteInput:
    day = typed_day(values["day"], "day") if values["day"].strip() else None
    return NoteInput(values["kind"], values["text"], day, uuid_identity(values["contact"]))


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    more = {"kinds": list(KINDS.items()), "chosen": [values["kind"]]}
    return form_page(request, "web/accounts/note_form.html", account, values, errors=errors, status=status, **more)
