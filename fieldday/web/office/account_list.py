"""The customers' list as a working tool: narrowed, in the columns and the shape one chose, some of it ticked."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.sharing import may_keep
from fieldday.customers.models import Account
from fieldday.customers.questions.list_columns import SHAPES, USUAL, columns_said, own_keys, parameters, view_said
from fieldday.customers.questions.listing import AccountFilter, sees_several
from fieldday.customers.questions.own_fields import own_fields
from fieldday.customers.questions.segments import segment_seen
from fieldday.customers.questions.views import Kept, list_choices, own_columns, query_of, view_seen
from fieldday.kit import clock
from fieldday.kit.paging import page_number
from fieldday.readings.accounts import accounts_page
from fieldday.readings.board import accounts_board
from fieldday.readings.map_cells import map_extent
from fieldday.web import states
from fieldday.web.office.beside import may
from fieldday.web.office.common import uuid_identity
from fieldday.web.office.list_table import ListTable
from fieldday.web.office.own_filters import own_filters
from fieldday.web.segments.sharing import shares

UNVISITED = (14, 30, 60, 90)
FILTERS = ("owner", "area", "kind", "status", "flag", "unvisited", "segment", "group", "box", "own")
RESULTS = {"list": "web/accounts/results.html", "board": "web/accounts/board.html", "map": "web/accounts/map.html"}
Answer = dict[str, Any]


def account_list(request: HttpRequest) -> HttpResponse:
    """The list, or its results alone for the search that asks while one types. Asked for by nothing but its name it
    opens with the view one chose."""
    partial = bool(request.htmx and request.htmx.target == "results")  # type: ignore[attr-defined]  # HtmxMiddleware
    kept = Kept(columns=own_columns(request.user)) if partial else list_choices(request.user)
    if not request.GET and kept.view and (view := view_seen(request.user, kept.view)):
        return HttpResponseRedirect(f"{reverse('accounts')}?{query_of(view)}")
    wanted = AccountFilter.of(request.GET)
    shape = request.GET.get("shape", "")
    shape = shape if shape in SHAPES else "list"
    fields = None if partial else own_fields()
    answer = {
        "wanted": wanted,
        "shape": shape,
        "sort": request.GET.get("sort", "name"),
        "narrowed": any(getattr(wanted, name) for name in FILTERS),
        "may_open": may(request.user, "customers.account.opened"),
        "may_change": may(request.user, "customers.bulk_edit.asked"),
        "may_plan": may_plan(request.user),
        "may_merge": may(request.user, "customers.account.merged"),
        "several": sees_several(request.user),
        "fields": fields,
    }
    answer |= {"list": _rows, "board": _board, "map": _map}[shape](request, wanted, kept, answer)
    answer |= {"template": RESULTS[shape], **_view(request, wanted)}
    if partial:
        return render(request, RESULTS[shape], answer)
    answer["own_filters"] = own_filters(fields or (), wanted)
    return render(request, "web/accounts/list.html", {**answer, **_choices(kept)})


def columns_of(request: HttpRequest, kept: Kept, several: bool) -> tuple[str, ...]:
    """The columns to show: those of the address, else one's own, else the usual."""
    columns = columns_said(request.GET.getlist("columns")) or kept.columns or USUAL
    return columns if several else tuple(name for name in columns if name != "owner")


def _rows(request: HttpRequest, wanted: AccountFilter, kept: Kept, known: Answer) -> Answer:
    columns = columns_of(request, kept, known["several"])
    fields = known["fields"]
    if fields is None:
        fields = own_fields() if own_keys(columns) else []
    table = ListTable(columns, fields, today=clock.today(), address=reverse("accounts"))
    page = accounts_page(
        request.user, wanted=wanted, sort=known["sort"], page=page_number(request.GET.get("page", "")), size=50,
        today=clock.today(), columns=columns,
    )  # fmt: skip
    return {"page": page, "table": table}


def _board(request: HttpRequest, wanted: AccountFilter, kept: Kept, known: Answer) -> Answer:
    columns = accounts_board(request.user, wanted=wanted, today=clock.today())
    statuses = [(one, states.state("account", one).word) for one in Account.STATUSES]
    moves = may(request.user, "customers.account.status_changed")
    return {"board": columns, "statuses": statuses, "moves": moves, "total": sum(one.count for one in columns)}


def _map(request: HttpRequest, wanted: AccountFilter, kept: Kept, known: Answer) -> Answer:
    total, placed, sides = map_extent(request.user, wanted=wanted, today=clock.today())
    query = request.GET.copy()
    for name in ("page", "shape", "box"):
        query.pop(name, None)
    return {
        "total": total,
        "placed": placed,
        "extent": ",".join(str(sides[at]) for at in (1, 0, 3, 2)) if sides else "",  # west, south, east, north
        "query": query.urlencode(),
    }


def _choices(kept: Kept) -> Answer:
    return {
        "owners": kept.owners,
        "areas": kept.areas,
        "segments": kept.segments,
        "groups": kept.groups,
        "views": kept.views,
        "opening": kept.view,
        "unvisited": [(days, _("not for %(days)s days") % {"days": days}) for days in UNVISITED],
        "kinds": [(kind, states.state("kind", kind).word) for kind in Account.KINDS],
        "statuses": [(status, states.state("account", status).word) for status in Account.STATUSES],
        "flags": [
            ("no_place", _("without a place on the map")),
            ("tax_id", _("tax id does not check")),
            ("phone", _("phone does not check")),
            ("no_owner", _("nobody looks after")),
        ],
    }


def _view(request: HttpRequest, wanted: AccountFilter) -> Answer:
    """The view that the address names, if in sight, and whether the list is other than it by now."""
    here, segment = uuid_identity(request.GET.get("view", "")), uuid_identity(wanted.segment)
    view = view_seen(request.user, here) if here else None
    named = segment_seen(request.user, segment) if segment else None
    said = view_said(request.GET)
    plain = view_said({})
    return {
        "view": view,
        "view_changed": view is not None and view_said(_said(view)) != said,
        "view_mine": view is not None and may_keep(request.user, view) and may(request.user, "customers.view.changed"),
        "may_keep_view": may(request.user, "customers.view.added"),
        "worth_keeping": said != plain,
        "shares": shares(request.user, None) if said != plain else (),
        "segment_name": named.name if named else "",
        "hidden": [(name, request.GET[name]) for name in ("columns", "shape", "view", "box") if request.GET.get(name)],
    }


def _said(view: Any) -> dict[str, str]:
    return parameters(view.query)


def may_plan(person: Any) -> bool:
    """Whether somebody has days to plan."""
    return not person.is_office and person.role != "auditor"
