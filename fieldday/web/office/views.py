"""Saved views 檢視 of the customers' list: kept from what the list shows, named, shared, opened with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions import view_keeping as verbs
from fieldday.customers.actions.sharing import may_keep
from fieldday.customers.questions.list_columns import KNOWN, MORE, OWN, USUAL, columns_said
from fieldday.customers.questions.listing import sees_several
from fieldday.customers.questions.own_fields import own_fields
from fieldday.customers.questions.views import opening_view, own_columns, query_of, view_seen, views_seen
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_uuid
from fieldday.web.office.beside import may
from fieldday.web.office.common import parameters
from fieldday.web.office.list_table import HEADS
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.segments.sharing import shares
from fieldday.web.versions import version_of

LONGEST = 2000  # of an address


@door(reads="customers.view", verb="customers.view.added")
def views(request: HttpRequest) -> HttpResponse:
    """The views in sight, to open, choose and keep; a POST saves what the list shows as one."""
    if request.method == "POST":
        return _added(request)
    person: Any = request.user
    rows = [(row, query_of(row), may_keep(person, row)) for row in views_seen(person)]
    answer = {"views": rows, "opening": opening_view(person), "may_keep": may(person, "customers.view.changed")}
    return render(request, "web/views/list.html", answer)


@door(reads="customers.view", verb="customers.view.changed")
def view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One view's name and who sees it; a POST changes these, and with a query what it shows."""
    row = view_seen(request.user, pk)
    if row is None or not may(request.user, "customers.view.changed"):
        raise Http404
    if request.method != "POST":
        if not may_keep(request.user, row):
            raise Http404
        return _form(request, {"name": row.name, "share": row.share}, row)
    said = parameters(request.POST["query"], LONGEST) if "query" in request.POST else None

    def effect(at: datetime) -> str:
        changed = verbs.change_view(
            by=request.user, view_id=pk, version=version_of(request.POST), name=request.POST.get("name", ""),
            share=request.POST.get("share", ""), said=said, at=at,
        )  # fmt: skip
        return _list_of(changed) if said is not None else reverse("views")

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, request.POST.dict(), row, errors_by_field(refusal), 422)

    return posted(request, effect, refused=refused, done=_("The view was saved."))


@door(reads="customers.view")
def view_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as a view shows it, under an address that says it all."""
    row = view_seen(request.user, pk)
    if row is None:
        raise Http404
    return HttpResponseRedirect(_list_of(row))


@door(verb="customers.view.removed")
def view_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Removed; the customers stay as they are."""

    def effect(at: datetime) -> str:
        verbs.remove_view(by=request.user, view_id=pk, version=version_of(request.POST), at=at)
        return reverse("views")

    return posted(request, effect, done=_("The view was removed."))


@door(verb="customers.view.chosen")
def view_choice(request: HttpRequest) -> HttpResponse:
    """The view that one's list opens with; none for all customers."""
    text = request.POST.get("view", "")
    chosen = as_uuid(text)
    if text and chosen is None:
        raise Http404

    def effect(at: datetime) -> str:
        verbs.choose_view(by=request.user, view_id=chosen, at=at)
        return reverse("views")

    return posted(request, effect, done=_("Your list opens so from now on."))


@door(reads="customers.account", verb="customers.view.columns_kept")
def account_columns(request: HttpRequest) -> HttpResponse:
    """Which columns the list shows, and in which order: for this address, or kept as one's own."""
    if request.method == "POST":
        back = parameters(request.POST.get("query", ""), LONGEST).copy()
        back.pop("columns", None)
        columns = [] if "usual" in request.POST else request.POST.getlist("columns")

        def effect(at: datetime) -> str:
            verbs.keep_columns(by=request.user, columns=columns, at=at)
            return _list_at(back.urlencode() or "view=all")

        return posted(request, effect, done=_("Your columns were kept."))
    here = columns_said(request.GET.getlist("columns")) or own_columns(request.user) or USUAL
    named = {**HEADS, **{OWN + row.key: str(row) for row in own_fields()}}
    if not sees_several(request.user):
        named.pop("owner")
    shown = [name for name in here if name in named]
    usual = [name for name in (*USUAL, *MORE, *named) if name in named]
    others = [name for name in dict.fromkeys(usual) if name not in shown]
    kept = request.GET.copy()
    for name in ("columns", "page", "shape"):
        kept.pop(name, None)
    answer = {
        "columns": [(name, named[name], name in shown) for name in (*shown, *others)],
        "query": kept.urlencode(),
        "kept": list(kept.items()),
        "known": KNOWN,
    }
    return render(request, "web/accounts/columns.html", answer)


def _added(request: HttpRequest) -> HttpResponse:
    said = parameters(request.POST.get("query", ""), LONGEST)

    def effect(at: datetime) -> str:
        row = verbs.add_view(
            by=request.user, name=request.POST.get("name", ""), share=request.POST.get("share", "private"),
            said=said, at=at,
        )  # fmt: skip
        return _list_of(row)

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, request.POST.dict(), None, errors_by_field(refusal), 422)

    return posted(request, effect, refused=refused, done=_("The view was saved."))


def _form(
    request: HttpRequest,
    values: dict[str, Any],
    row: Any,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    answer = {"values": values, "view": row, "shares": shares(request.user, row), "errors": errors or {}}
    return render(request, "web/views/form.html", answer, status=status)


def _list_of(row: Any) -> str:
    return _list_at(query_of(row))


def _list_at(query: str) -> str:
    return f"{reverse('accounts')}?{query}"
