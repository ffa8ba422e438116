"""A visit's page: what came of it, and leaving. Read only for whoever did not make it, and once the day is closed."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.record import visit_record
from fieldday.trade.questions.products import offered_products, products_by_id
from fieldday.visits.actions.photos import MOST as MOST_PHOTOS
from fieldday.visits.actions.recording import record_visit
from fieldday.visits.models import Photo
from fieldday.visits.questions.visit_page import VisitPage, visit_head, visit_page
from fieldday.web.posting import Wrote, errors_by_field, posted, refusal_page
from fieldday.web.rep.told import told
from fieldday.web.rep.typed import whole
from fieldday.web.rep.visit_form import LineForm, VisitForm, kept_form, new_line, plain, said_by, typed_form
from fieldday.web.states import state

CHANGED = "visits.visit.changed_meanwhile"
# How customers pay; kept as the office's own files say it.
METHODS = (
    ("現金", gettext_lazy("Cash")),
    ("支票", gettext_lazy("Cheque")),
    ("匯款", gettext_lazy("Transfer")),
    ("其他", gettext_lazy("Other way")),
)


@door(reads="visits.visit", verb=("visits.visit.recorded", "visits.visit.left"))
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    if request.method == "POST":
        return _posted(request, pk)
    page = _page(request, pk)
    return _show(request, page, kept_form(page))


def _page(request: HttpRequest, pk: UUID) -> VisitPage:
    page = visit_page(request.user, pk, clock.today())
    if page is None:
        raise Http404
    return page


def _posted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the form; the whole page is asked for only where it is shown again."""
    form = typed_form(request.POST)
    if request.POST.get("edit"):
        page = _page(request, pk)
        if page.writable:
            return _show(request, page, form, **_edited(request, page, form))
    head = visit_head(request.user, pk)
    if head is None:
        raise Http404
    leaving = request.POST.get("act") == "leave"

    def effect(at: datetime) -> Wrote:
        currency = the_company().currency if form.lines or form.amount else ""  # asked for where there are figures
        said = said_by(form, planned=head.planned, currency=currency)
        row = record_visit(
            by=request.user, visit_id=pk, version=form.version, said=said, at=at, leaving=leaving, **told(request)
        )
        return Wrote(reverse("today") if leaving else reverse("visit", args=[pk]), pk, row.version)

    def refused(refusal: Refused) -> HttpResponse:
        page = _page(request, pk)
        if not page.writable:
            return refusal_page(request, refusal)
        conflict = page.version if refusal.code == CHANGED else 0
        errors = errors_by_field(refusal)
        return _show(request, page, form, status=409 if conflict else 422, errors=errors, conflict=conflict)

    done = _("Left {name}.").format(name=head.account) if leaving else _("Saved.")
    return posted(request, effect, refused=refused, done=done, theirs=partial(visit_record, request.user, pk))


def show_kept(request: HttpRequest, pk: UUID, refusal: Refused) -> HttpResponse:
    """The page as the visit is kept, with what stands against a photo that was brought."""
    page = _page(request, pk)
    if not page.writable:
        return refusal_page(request, refusal)
    return _show(request, page, kept_form(page), status=422, errors=errors_by_field(refusal))


@door(reads="trade.product")
def products(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be ordered, as the visit's form offers it."""
    _page(request, pk)
    query = request.GET.get("q", "")[:60]
    return render(request, "web/rep/visit_products.html", {"offers": offered_products(query), "query": query, "pk": pk})


def _edited(request: HttpRequest, page: VisitPage, form: VisitForm) -> dict[str, Any]:
    """Change the form as a button in it asks, keep nothing: what the page shows besides."""
    act, _colon, what = request.POST.get("edit", "").partition(":")
    query = request.POST.get("q", "")[:60]
    if act == "add":
        found = products_by_id({whole(what)})
        form.lines += [new_line(offer) for offer in found.values() if not offer.retired]
        query = ""
    if act == "again" and page.last_order:
        form.lines = _again(page)
    if act == "remove" and 1 <= whole(what) <= len(form.lines):
        del form.lines[whole(what) - 1]
    if act == "note":
        form.notes.append(("", ""))
    opened = {"add": "order", "again": "order", "remove": "order", "search": "order", "note": "notes"}.get(act, "")
    return {"query": query, "offers": offered_products(query), "opened": opened}


def _again(page: VisitPage) -> list[LineForm]:
    """照上次訂: the last order's lines as they were, without what is not sold any more."""
    lines = page.last_order.lines if page.last_order else ()
    offers = products_by_id({one.product_id for one in lines})
    return [
        LineForm(
            offers[one.product_id],
            plain(one.quantity),
            plain(one.unit_price),
            plain(one.discount_percent) if one.discount_percent else "",
            one.amount,
        )
        for one in lines
        if not one.retired and one.quantity > 0
    ]


def _show(request: HttpRequest, page: VisitPage, form: VisitForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if not page.writable:
        return render(request, "web/rep/visit_read.html", {"page": page, "fact": page.fact, "codes": page.codes})
    fact, codes = page.fact, page.codes
    market, asked = _notes(form, page)
    for position, one in enumerate(form.lines, start=1):
        one.errors = more.get("errors", {}).get(f"line-{position}", [])
    choices = {
        "results": codes.offered("result", *form.results),
        "purposes": codes.offered("purpose", *form.purposes),
        "notes": [
            one for one in codes.offered("note", *(kind for _n, kind, _text in market)) if one[0] not in codes.asked
        ],
        "methods": METHODS,
        "method": [form.method],
        "companions": [(str(pk), name) for pk, name in page.offered],
        "photos": [(kind, state("photo", kind).word) for kind in Photo.KINDS],
    }
    shown = {"page": page, "fact": fact, "codes": codes, "form": form, "choices": choices, "here": fact.left_at is None}
    shown |= {"market": market, "asked": asked, "photos_room": MOST_PHOTOS - len(fact.photos)}
    return render(request, "web/rep/visit.html", {**shown, **more}, status=status)


def _notes(form: VisitForm, page: VisitPage) -> tuple[list[Any], list[Any]]:
    """The form's notes as (number, kind, text): those of the market, and needs and habits, each asked for once."""
    codes = page.codes
    if not any(kind not in codes.asked for kind, _text in form.notes):
        form.notes.append(("", ""))
    form.notes += [(code, "") for code in codes.asked if code not in {kind for kind, _text in form.notes}]
    numbered = [(n, kind, text) for n, (kind, text) in enumerate(form.notes, start=1)]
    asked = [(n, kind, text) for n, kind, text in numbered if kind in codes.asked]
    return [one for one in numbered if one[1] not in codes.asked], asked
