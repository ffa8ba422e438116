"""批次修改: what to change of the customers that were ticked or found, what will come of it, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions import bulk_editing as verbs
from fieldday.customers.models import Account, BulkEdit
from fieldday.customers.questions.areas import areas_seen
from fieldday.customers.questions.bulk_edits import bulk_edit_seen, bulk_edit_told, bulk_edits_of
from fieldday.customers.questions.groups import groups_seen
from fieldday.customers.questions.listing import words_of
from fieldday.customers.questions.own_fields import AskedField, input_name, own_fields
from fieldday.kit import clock, duties
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.readings.accounts import accounts_of_query
from fieldday.rules.parsing import as_uuid
from fieldday.web import states
from fieldday.web.office.beside import may
from fieldday.web.office.common import parameters
from fieldday.web.posting import errors_by_field, posted

NOT_FILTER = frozenset({"page", "account", "all", "csrfmiddlewaretoken", "_key"})
LONGEST = 2000


@door(reads="customers.bulkedit", verb="customers.bulk_edit.asked")
def bulk_edits(request: HttpRequest) -> HttpResponse:
    """What to change of the ticked customers (`account`), or of all that the list's address finds (`all`); a POST
    lays out a preview."""
    if not may(request.user, "customers.bulk_edit.asked"):
        raise Http404
    if request.method != "POST":
        return _form(request, request.GET, request.GET.urlencode())
    about = parameters(request.POST.get("about", ""), 200_000)

    def effect(at: datetime) -> str:
        edit = verbs.draft_bulk_edit(
            by=request.user, kind=_kind(request.POST), said=_said(request.POST), account_ids=_ids(request, about), at=at
        )
        return reverse("bulk-edit", args=[edit.pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, about, about.urlencode(), errors_by_field(refusal), 422)

    return posted(request, effect, refused=refused)


@door(reads="customers.bulkedit")
def bulk_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The preview, how far it is, or what came of it."""
    edit = _found(request, pk)
    told = bulk_edit_told(request.user, edit)
    return render(request, "web/bulk/one.html", {"told": told, "edit": edit, "what": what_words(told)})


@door(reads="customers.bulkedit")
def bulk_edit_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is; the whole page again once it is over."""
    edit = _found(request, pk)
    if edit.state in {"waiting", "undoing"}:
        return render(request, "web/bulk/progress.html", {"edit": edit})
    return HttpResponse(status=200, headers={"HX-Redirect": reverse("bulk-edit", args=[pk])})


@door(verb="customers.bulk_edit.asked")
def bulk_edit_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it done."""

    def effect(at: datetime) -> str:
        verbs.run_bulk_edit(by=request.user, edit_id=pk, at=at)
        return reverse("bulk-edit", args=[pk])

    answer = posted(request, effect)
    duties.wake()
    return answer


@door(verb="customers.bulk_edit.reversed")
def bulk_edit_reversal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it taken back."""

    def effect(at: datetime) -> str:
        verbs.reverse_bulk_edit(by=request.user, edit_id=pk, at=at)
        return reverse("bulk-edit", args=[pk])

    answer = posted(request, effect)
    duties.wake()
    return answer


def what_words(told: Any) -> str:
    """What an edit changes, as a heading says it."""
    edit = told.edit
    if edit.kind in {"join", "leave"}:
        name = told.group.name if told.group else "…"
        words = _("Into the group “%(name)s”") if edit.kind == "join" else _("Out of the group “%(name)s”")
        return words % {"name": name}
    if edit.kind == "own":
        return str(told.field) if told.field else edit.value["key"]
    return {"status": _("Status"), "area": _("Area"), "source": _("Source")}[edit.kind]


def _ids(request: HttpRequest, about: QueryDict) -> list[UUID]:
    """The customers that were meant, in the list's order: all found, or those ticked."""
    if about.get("all"):
        query = {name: str(text) for name, text in about.items() if name not in NOT_FILTER}
        rows = accounts_of_query(request.user, query, clock.today()).order_by("name", "pk")
        return list(rows.values_list("pk", flat=True)[: verbs.MOST + 1])
    return [pk for text in about.getlist("account") if (pk := as_uuid(text))]


def _form(
    request: HttpRequest, about: QueryDict, query: str, errors: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    person: Any = request.user
    ids = _ids(request, about)
    groups = [(row.pk, row.name) for row in groups_seen(person)]
    asked = [_asked(row, request.POST) for row in own_fields()]
    kinds = [
        ("status", _("Status")), ("area", _("Area")), ("source", _("Source")),
        *([("join", _("Into a group")), ("leave", _("Out of a group"))] if groups else []),
        *((f"own:{one.row.key}", str(one.row)) for one in asked),
    ]  # fmt: skip
    back = about.copy()
    for name in ("account", "all"):
        back.pop(name, None)
    answer = {
        "count": len(ids), "about": query, "kinds": kinds,
        "chosen": [request.POST.get("kind", "")], "said_status": [request.POST.get("status", "")],
        "statuses": [(one, states.state("account", one).word) for one in Account.STATUSES],
        "areas": [(area.pk, area.name) for area in areas_seen(person)],
        "groups": groups, "asked": asked, "sources": words_of(person, "source", 50),
        "values": request.POST.dict(), "errors": errors or {}, "latest": bulk_edits_of(person),
        "back": f"{reverse('accounts')}?{back.urlencode() or 'view=all'}", "most": verbs.MOST,
    }  # fmt: skip
    return render(request, "web/bulk/form.html", answer, status=status)


def _asked(row: Any, post: QueryDict) -> AskedField:
    name = input_name(row.key)
    return AskedField(row, tuple(post.getlist(name)) if row.type == "choices" else post.get(name, ""))


def _kind(post: QueryDict) -> str:
    kind = post.get("kind", "")
    return "own" if kind.startswith("own:") else kind


def _said(post: QueryDict) -> dict[str, Any]:
    """What was typed, by field; an own field's key stands in the kind."""
    said: dict[str, Any] = {name: post.getlist(name) for name in post if name.startswith(input_name(""))}
    said |= {name: post.get(name, "") for name in ("status", "reason", "area", "source")}
    said["group"] = post.get("group-leave" if post.get("kind") == "leave" else "group", "")
    return {**said, "key": post.get("kind", "").removeprefix("own:")}


def _found(request: HttpRequest, pk: UUID) -> BulkEdit:
    edit = bulk_edit_seen(request.user, pk)
    if edit is None:
        raise Http404
    return edit
