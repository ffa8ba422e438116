"""費用: what a day or one of its visits cost; receipts; corrected and removed while the day is open."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock, files
from fieldday.kit.answers import asks_json
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.questions.company import the_company
from fieldday.readings.phone.record import expense_record
from fieldday.rules.expenses import FARTHEST, LARGEST
from fieldday.rules.parsing import as_uuid
from fieldday.visits.actions.expenses import CHANGED, add_expense, change_expense, remove_expense
from fieldday.visits.actions.photos import add_photo
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.expenses import ExpensesPage, OneExpense, expense_seen, expenses_page
from fieldday.web.posting import Wrote, errors_by_field, posted, refusal_page, refuse
from fieldday.web.rep.own_day import ones_own
from fieldday.web.rep.photos import picture_in
from fieldday.web.rep.told import brought, told
from fieldday.web.rep.typed import Reading, line, whole
from fieldday.web.rep.visit_form import plain


@dataclass
class ExpenseForm:
    """What was typed of an expense."""

    kind: str = ""
    amount: str = ""
    km: str = ""
    note: str = ""
    visit: str = ""
    version: int = 0

    @property
    def visit_id(self) -> UUID | None:
        """The visit it belongs to; None for the day itself. Raises Refused for what is no id."""
        found = as_uuid(self.visit)
        if self.visit and found is None:
            raise Refused("visits.expense.other_visit", field="visit")
        return found


@door(reads="visits.expense", verb=("visits.expense.added", "visits.photo.added"))
@ones_own("plan-actual")
def day_expenses(request: HttpRequest, day: date) -> HttpResponse:
    """One's own expenses of a day; `?visit=` those of one visit. A POST adds one, with its receipt if there is any."""
    if day > clock.today() and not asks_json(request):  # a phone whose clock is ahead is told so by the verb
        raise Http404
    if request.method != "POST":
        return _list(request, day, ExpenseForm(visit=line(request.GET.get("visit", ""))))
    form = _typed(request.POST)

    def refused(refusal: Refused) -> HttpResponse:
        return _list(request, day, form, refusal)

    try:
        sent = "photo" in request.FILES or request.META.get(files.TOO_BIG)
        picture = picture_in(request) if sent else None
    except Refused as refusal:
        return refuse(request, refusal, refused)

    def effect(at: datetime) -> Wrote:
        amount, km = _figures(form)
        said: dict[str, Any] = {"kind": form.kind, "amount": amount, "km": km}
        said |= {"note": form.note, "visit_id": form.visit_id}
        claimed_at = told(request)["claimed_at"]
        row = add_expense(by=request.user, day=day, at=at, expense_id=brought(request), claimed_at=claimed_at, **said)
        if picture:
            said = {"kind": "receipt", "expense_id": row.pk, "photo_id": brought(request, "photo_id")}
            add_photo(by=request.user, at=at, upload=picture, claimed_at=claimed_at, **said)
        here = reverse("day-expenses", args=[day]) + (f"?visit={form.visit_id}" if form.visit_id else "")
        return Wrote(here, row.pk, row.version)

    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return posted(request, effect, refused=refused, done="" if part else _("The expense is kept."))


@door(reads="visits.expense", verb="visits.expense.changed")
def expense(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of one's own expenses: read, corrected, receipts added and taken away."""
    one = _found(request, pk)
    if request.method != "POST":
        return _one(request, one, _kept(one))
    form = _typed(request.POST)

    def effect(at: datetime) -> Wrote:
        amount, km = _figures(form)
        said: dict[str, Any] = {"kind": form.kind, "amount": amount, "km": km}
        said |= {"note": form.note, "visit_id": form.visit_id, "claimed_at": told(request)["claimed_at"]}
        row = change_expense(by=request.user, expense_id=pk, version=form.version, at=at, **said)
        return Wrote(reverse("day-expenses", args=[one.day]), pk, row.version)

    def refused(refusal: Refused) -> HttpResponse:
        if refusal.code == CHANGED:
            form.version = one.version
        return _one(request, one, form, refusal)

    theirs = partial(expense_record, request.user, pk)
    return posted(request, effect, refused=refused, done=_("Saved."), theirs=theirs)


@door(verb="visits.photo.added")
def expense_receipts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another receipt of an expense."""
    one = _found(request, pk)

    def refused(refusal: Refused) -> HttpResponse:
        return _one(request, one, _kept(one), refusal)

    try:
        picture = picture_in(request)
    except Refused as refusal:
        return refuse(request, refusal, refused)

    def effect(at: datetime) -> str:
        said = {"kind": "receipt", "photo_id": brought(request), "claimed_at": told(request)["claimed_at"]}
        add_photo(by=request.user, at=at, upload=picture, expense_id=pk, **said)
        return reverse("expense", args=[pk])

    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return posted(request, effect, refused=refused, done="" if part else _("The photo is kept."))


@door(verb="visits.expense.removed")
def expense_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an expense back."""

    def effect(at: datetime) -> str:
        claimed_at = told(request)["claimed_at"]
        day = remove_expense(by=request.user, expense_id=pk, at=at, claimed_at=claimed_at)
        return reverse("day-expenses", args=[day])

    def refused(refusal: Refused) -> HttpResponse:
        return refusal_page(request, refusal)

    return posted(request, effect, refused=refused, done=_("The expense is removed."))


def _found(request: HttpRequest, pk: UUID) -> OneExpense:
    one = expense_seen(request.user, pk)
    if one is None:
        raise Http404
    return one


def _typed(post: QueryDict) -> ExpenseForm:
    texts = {name: line(post.get(name, "")) for name in ("kind", "amount", "km", "note", "visit")}
    return ExpenseForm(version=whole(post.get("version_now") or post.get("version", "")), **texts)


def _kept(one: OneExpense) -> ExpenseForm:
    fact = one.fact
    amount, km = ("", plain(fact.km)) if fact.km is not None else (plain(fact.amount), "")
    visit = str(fact.visit_id) if fact.visit_id else ""
    return ExpenseForm(fact.kind, amount, km, fact.note, visit, one.version)


def _figures(form: ExpenseForm) -> tuple[Decimal | None, Decimal | None]:
    """Amount and kilometres. Raises Refused at the field that cannot be read."""
    reading = Reading(the_company().currency, "visits.expense.unreadable")
    amount = reading.amount(form.amount, "amount", limit=f"{LARGEST:,f}")
    figures = amount, reading.figure(form.km, "km", places=1, limit=f"{FARTHEST:,f}")
    reading.require()
    return figures


def _list(request: HttpRequest, day: date, form: ExpenseForm, refusal: Refused | None = None) -> HttpResponse:
    page = expenses_page(request.user, day)
    if refusal and not page.writable:
        return refusal_page(request, refusal)
    shown = _shown(page, form, refusal)
    of_visit = [one for one in page.expenses if form.visit and str(one.visit_id) == form.visit]
    shown |= {"expenses": of_visit if form.visit and not refusal else page.expenses, "visit": _visit(page, form)}
    return render(request, "web/rep/expenses.html", shown, status=422 if refusal else 200)


def _one(request: HttpRequest, one: OneExpense, form: ExpenseForm, refusal: Refused | None = None) -> HttpResponse:
    page = expenses_page(request.user, one.day, one.fact.kind)
    if refusal and not page.writable:
        return refusal_page(request, refusal)
    shown = {**_shown(page, form, refusal), "one": one}
    status = (409 if refusal.code == CHANGED else 422) if refusal else 200
    return render(request, "web/rep/expense.html", shown, status=status)


def _visit(page: ExpensesPage, form: ExpenseForm) -> tuple[UUID, str] | None:
    return next((pair for pair in page.visits if str(pair[0]) == form.visit), None)


def _shown(page: ExpensesPage, form: ExpenseForm, refusal: Refused | None) -> dict[str, Any]:
    return {
        "page": page,
        "day": page.day,
        "codes": the_codes(),
        "form": form,
        "kinds": [(kind.code, kind.word) for kind in page.kinds],
        "kind": [form.kind],
        "by_distance": [kind for kind in page.kinds if kind.rate],
        "visits": [(str(pk), name) for pk, name in page.visits],
        "errors": errors_by_field(refusal) if refusal else {},
    }
