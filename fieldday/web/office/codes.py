"""代碼: the office's lists: order, names in three languages, out of use and back."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.people.questions.company import the_company
from fieldday.visits.actions import codes as verbs
from fieldday.visits.actions.codes import COUNTS_AS, NAMES, PRICED, STAMPED, CodeInput, longest
from fieldday.visits.questions.codes_kept import KeptCode, code_kept, codes_kept
from fieldday.web.office.common import office_only, sentences, typed
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.rep.typed import Reading
from fieldday.web.rep.visit_form import plain

# Each list's name, and what it is for.
KINDS = {
    "purpose": (gettext_lazy("Purposes"), gettext_lazy("Why one visits: chosen on the plan and on the spot.")),
    "result": (gettext_lazy("Results"), gettext_lazy("What came of a visit. What it counts as decides the rates.")),
    "reason": (gettext_lazy("Reasons"), gettext_lazy("Why a planned stop was not visited, and on whose account.")),
    "note": (gettext_lazy("Market notes"), gettext_lazy("What is heard of the market at a visit.")),
    "absence": (gettext_lazy("Absences"), gettext_lazy("Leave, business trips, training: what they excuse from.")),
    "expense": (gettext_lazy("Expenses"), gettext_lazy("What money is spent on in the field, up to which limit.")),
    "phrase": (gettext_lazy("Stock phrases"), gettext_lazy("Sentences that a superior begins a comment with.")),
}
COUNTS_AS_WORDS = {
    "order": gettext_lazy("an order"),
    "collection": gettext_lazy("a collection"),
    "complaint": gettext_lazy("a complaint moved on"),
    "quotation": gettext_lazy("a quotation"),
    "sample": gettext_lazy("a sample"),
    "placement": gettext_lazy("placement or display"),
    "opportunity": gettext_lazy("an opportunity"),
    "market_info": gettext_lazy("market information"),
    "talk": gettext_lazy("talk only, not effective"),
    "none": gettext_lazy("nothing, not effective"),
    "rep": gettext_lazy("the salesperson's account"),
    "customer": gettext_lazy("the customer's account"),
    "company": gettext_lazy("the company's account, left out of the rate"),
    "opinion": gettext_lazy("customers' opinions"),
    "competitor": gettext_lazy("competitor information"),
    "news": gettext_lazy("customer news"),
    "need": gettext_lazy("a customer's need"),
    "habit": gettext_lazy("a customer's habit"),
    "other": gettext_lazy("other notes"),
    "leave": gettext_lazy("leave: no plan and no report is due"),
    "trip": gettext_lazy("a trip: papers are due a working day later"),
    "training": gettext_lazy("training: no plan and no report is due"),
}
FIELDS = (*NAMES, "counts_as", "limit", "rate", "seen")


@door(reads="visits.code", verb="visits.code.added")
@office_only
def codes(request: HttpRequest) -> HttpResponse:
    """One list with its entries; a POST adds one at its end."""
    kind = request.GET.get("kind", "purpose")
    if request.method == "POST":
        return _saved(request, request.POST.get("kind", ""))
    kind = kind if kind in KINDS else "purpose"
    offered, retired = codes_kept(kind)
    answer = {"offered": offered, "retired": retired, "counts_as": COUNTS_AS_WORDS, **_about(kind)}
    return render(request, "web/office/codes.html", answer)


@door(reads="visits.code")
@office_only
def code_new(request: HttpRequest) -> HttpResponse:
    """An empty form for the list that `?kind=` names."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise Http404
    return _form(request, kind, dict.fromkeys(FIELDS, ""))


@door(reads="visits.code", verb="visits.code.changed")
@office_only
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with its form; a POST changes it."""
    kept = _found(pk)
    if request.method == "POST":
        return _saved(request, kept.row.kind, kept)
    return _form(request, kept.row.kind, _values(kept), kept)


@door(verb="visits.code.moved")
@office_only
def code_position(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up, or with `down` one place down."""
    kept = _found(pk)

    def effect(at: datetime) -> str:
        verbs.move_code(by=request.user, code_id=pk, up="down" not in request.POST, at=at)
        return _address(kept.row.kind)

    return posted(request, effect)


@door(verb=("visits.code.retired", "visits.code.restored"))
@office_only
def code_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or with `back` in use again."""
    kept, back = _found(pk), "back" in request.POST

    def effect(at: datetime) -> str:
        (verbs.restore_code if back else verbs.retire_code)(by=request.user, code_id=pk, at=at)
        return _address(kept.row.kind)

    done = _("In use again.") if back else _("Out of use: it is offered no more.")
    return posted(request, effect, refused=lambda refusal: _refused(request, kept, refusal), done=done)


@door(verb="visits.code.removed")
@office_only
def code_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Deleted, when nothing ever used it."""
    kept = _found(pk)

    def effect(at: datetime) -> str:
        return _address(verbs.remove_code(by=request.user, code_id=pk, at=at))

    return posted(request, effect, refused=lambda refusal: _refused(request, kept, refusal), done=_("Deleted."))


def _saved(request: HttpRequest, kind: str, kept: KeptCode | None = None) -> HttpResponse:
    values = typed(request, FIELDS)
    if kind not in KINDS:
        raise Http404

    def effect(at: datetime) -> str:
        said = _said(kind, values)
        if kept is None:
            verbs.add_code(by=request.user, kind=kind, said=said, at=at)
        else:
            verbs.change_code(by=request.user, code_id=kept.row.pk, said=said, at=at, seen=values["seen"])
        return _address(kind)

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, kind, values, kept, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _said(kind: str, values: dict[str, str]) -> CodeInput:
    """What the form says. Raises Refused at an amount that cannot be read."""
    name_zh, name_zh_hans, name_en = (values[name] for name in NAMES)
    said = CodeInput(name_zh=name_zh, name_zh_hans=name_zh_hans, name_en=name_en, counts_as=values["counts_as"])
    if kind not in PRICED:
        return said
    reading = Reading(the_company().currency, "")
    limit, rate = (reading.amount(values[name], name) for name in ("limit", "rate"))
    if reading.reasons:
        raise Refused(reading.reasons[0].code, reading.reasons)
    return replace(said, limit=limit, rate=rate)


def _refused(request: HttpRequest, kept: KeptCode, refusal: Refused) -> HttpResponse:
    return _form(request, kept.row.kind, _values(kept), kept, errors={"": sentences(refusal)}, status=422)


def _found(pk: int) -> KeptCode:
    kept = code_kept(pk)
    if kept is None:
        raise Http404
    return kept


def _values(kept: KeptCode) -> dict[str, str]:
    row = kept.row
    texts = {name: getattr(row, name) for name in (*NAMES, "counts_as")}
    prices = {name: "" if (price := getattr(row, name)) is None else plain(price) for name in ("limit", "rate")}
    return {**texts, **prices, "seen": stamp(row, STAMPED)}


def _form(
    request: HttpRequest,
    kind: str,
    values: dict[str, Any],
    kept: KeptCode | None = None,
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    choices = [(word, COUNTS_AS_WORDS[word]) for word in COUNTS_AS.get(kind, ())]
    answer = {"kept": kept, "values": values, "errors": errors or {}, "choices": choices, **_about(kind)}
    return render(request, "web/office/code.html", answer, status=status)


def _about(kind: str) -> dict[str, Any]:
    name, purpose = KINDS[kind]
    kinds = [(one, words[0]) for one, words in KINDS.items()]
    return {
        "kind": kind,
        "kind_name": name,
        "kind_purpose": purpose,
        "kinds": kinds,
        "counted": kind in COUNTS_AS,
        "priced": kind in PRICED,
        "longest": longest(kind),
        "currency": the_company().currency,
    }


def _address(kind: str) -> str:
    return reverse("codes") + "?" + urlencode({"kind": kind})
