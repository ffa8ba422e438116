"""自訂欄位: the fields of customers that the company adds itself, of whom they are asked, and their order."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions.field_keeping import (
    FieldInput,
    add_field,
    change_field,
    order_field,
    retire_field,
    uses_of,
    without_measure,
)
from fieldday.customers.models import Account, Field
from fieldday.customers.questions.own_fields import field_kept, own_fields
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.rules.fields import TYPES
from fieldday.web import states
from fieldday.web.office.common import office_only, typed
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.versions import version_of

TEXTS = ("type", "name_zh", "name_zh_hans", "name_en", "choices", "industries", "version")
TYPE_WORDS = {
    "text": gettext_lazy("Text"),
    "number": gettext_lazy("A number"),
    "money": gettext_lazy("Amount of money"),
    "date": gettext_lazy("Date"),
    "choice": gettext_lazy("One choice"),
    "choices": gettext_lazy("Several choices"),
    "yes_no": gettext_lazy("Yes or no"),
    "link": gettext_lazy("Link to a web page"),
}


@door(reads="customers.field", verb="customers.field.added")
@office_only
def fields(request: HttpRequest) -> HttpResponse:
    """The fields in their order; a POST adds one."""
    if request.method == "POST":
        return _saved(request, None)
    rows = own_fields(retired=True)
    used = [row for row in rows if not row.retired]
    shown = [(row, n == 0, n == len(used) - 1) for n, row in enumerate(used)]
    answer = {"fields": shown, "retired": [row for row in rows if row.retired], "types": TYPE_WORDS, "kinds": _kinds()}
    return render(request, "web/office/fields.html", answer)


@door(reads="customers.field")
@office_only
def field_new(request: HttpRequest) -> HttpResponse:
    """An empty form."""
    return _form(request, None, {**dict.fromkeys(TEXTS, ""), "type": "text", "kinds": []})


@door(reads="customers.field", verb="customers.field.changed")
@office_only
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """One field with its form; a POST changes it."""
    found = _found(pk)
    return _saved(request, found) if request.method == "POST" else _form(request, found, _values(found))


@door(verb="customers.field.ordered")
@office_only
def field_position(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up, or with `down` one place down."""
    _found(pk)

    def effect(at: datetime) -> str:
        order_field(by=request.user, field_id=pk, up="down" not in request.POST, at=at)
        return reverse("fields")

    return posted(request, effect)


@door(verb=("customers.field.retired", "customers.field.restored"))
@office_only
def field_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or with `back` in use again; the values stay."""
    _found(pk)
    back = "back" in request.POST

    def effect(at: datetime) -> str:
        retire_field(by=request.user, field_id=pk, at=at, back=back)
        return reverse("fields")

    done = _("In use again.") if back else _("Out of use: it is asked for no more. Values that stand stay.")
    return posted(request, effect, done=done)


def _saved(request: HttpRequest, found: Field | None) -> HttpResponse:
    values: dict[str, Any] = typed(request, TEXTS)
    values |= {"kinds": request.POST.getlist("kinds")}
    values |= {name: name in request.POST for name in ("needed", "value_measure")}

    def effect(at: datetime) -> str:
        said = without_measure(_said(values))
        if found is None:
            add_field(by=request.user, said=said, at=at)
        else:
            change_field(by=request.user, field_id=found.pk, version=version_of(request.POST), said=said, at=at)
        return reverse("fields")

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, found, values, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _said(values: dict[str, Any]) -> FieldInput:
    return FieldInput(
        type=values["type"],
        name_zh=values["name_zh"],
        name_zh_hans=values["name_zh_hans"],
        name_en=values["name_en"],
        choices=tuple(line for line in values["choices"].splitlines() if line.strip()),
        kinds=tuple(values["kinds"]),
        industries=tuple(values["industries"].replace("、", "\n").replace("，", "\n").replace(",", "\n").splitlines()),
        needed=values["needed"],
        value_measure=values["value_measure"],
    )


def _values(row: Field) -> dict[str, Any]:
    offered = [one for one in row.choices if not one.get("retired")]
    lines = [f"{one['name_zh']}｜{one['name_en']}" if one.get("name_en") else one["name_zh"] for one in offered]
    texts = {name: getattr(row, name) for name in ("type", "name_zh", "name_zh_hans", "name_en", "version")}
    flags = {name: getattr(row, name) for name in ("needed", "value_measure", "kinds")}
    return {**texts, **flags, "choices": "\n".join(lines), "industries": "、".join(row.industries)}


def _form(
    request: HttpRequest,
    found: Field | None,
    values: dict[str, Any],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    uses = uses_of(found) if found else 0
    answer = {
        "row": found,
        "values": values,
        "errors": errors or {},
        "uses": uses,
        "types": [(one, TYPE_WORDS[one]) for one in TYPES if not uses or (found and one == found.type)],
        "kinds": _kinds(),
    }
    return render(request, "web/office/field.html", answer, status=status)


def _kinds() -> list[tuple[str, str]]:
    return [(kind, str(states.state("kind", kind).word)) for kind in Account.KINDS]


def _found(pk: int) -> Field:
    found = field_kept(pk)
    if found is None:
        raise Http404
    return found
