"""分組: groups as a tree with their customers counted, one's form, and putting customers in and out."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.group_keeping import (
    add_group,
    change_group,
    put_in_group,
    remove_group,
    take_from_group,
)
from fieldday.customers.actions.sharing import may_keep
from fieldday.customers.models import Group
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.groups import group_counts, group_seen, group_tree, groups_seen, inner_groups
from fieldday.customers.questions.listing import account_seen
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_uuid
from fieldday.web.office.common import sentences, typed
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.segments.sharing import shares
from fieldday.web.versions import version_of

FIELDS = ("name", "parent", "share", "version")


@door(reads="customers.group", verb="customers.group.added")
def groups(request: HttpRequest) -> HttpResponse:
    """The tree of groups in sight; a POST makes one."""
    if request.method == "POST":
        return _saved(request, None)
    return render(request, "web/segments/groups.html", {"nodes": group_tree(request.user), "may_add": _may(request)})


@door(reads="customers.group")
def group_new(request: HttpRequest) -> HttpResponse:
    """An empty form; `?parent=` names what it is to lie in."""
    parent = as_uuid(request.GET.get("parent", "")[:40])
    outer = group_seen(request.user, parent) if parent else None
    share = outer.share if outer else "private"
    values = {"name": "", "parent": str(outer.pk) if outer else "", "share": share, "version": ""}
    return _form(request, None, values)


@door(reads="customers.group", verb="customers.group.changed")
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One group with its form and how many customers it holds; a POST changes it."""
    found = _found(request, pk)
    return _saved(request, found) if request.method == "POST" else _form(request, found, _values(found))


@door(verb="customers.group.removed")
def group_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Removed; the customers stay."""
    found = _found(request, pk)

    def effect(at: datetime) -> str:
        remove_group(by=request.user, group_id=pk, version=version_of(request.POST), at=at)
        return reverse("groups")

    def refused(refusal: Refused) -> HttpResponse:
        return _form(request, found, _values(found), errors={"": sentences(refusal)}, status=422)

    return posted(request, effect, refused=refused, done=_("The group is removed. Its customers stay."))


@door(verb="customers.group.joined")
def group_members(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Customers put into the group: those that `account` names."""
    found, chosen = _found(request, pk), _chosen(request)

    def effect(at: datetime) -> str:
        count = put_in_group(by=request.user, group_id=pk, account_ids=chosen, at=at)
        _tell(request, _("%(count)s customers put into “%(name)s”.") % {"count": count, "name": found.name})
        return reverse("accounts") + "?" + urlencode({"group": str(pk)})

    return posted(request, effect)


@door(verb="customers.group.left")
def group_members_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Customers taken out of the group."""
    found, chosen = _found(request, pk), _chosen(request)

    def effect(at: datetime) -> str:
        count = take_from_group(by=request.user, group_id=pk, account_ids=chosen, at=at)
        _tell(request, _("%(count)s customers taken out of “%(name)s”.") % {"count": count, "name": found.name})
        return reverse("accounts") + "?" + urlencode({"group": str(pk)})

    return posted(request, effect)


@door(verb="customers.group.joined")
def account_groups(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One customer put into the group that `group` names."""
    return _membership(request, pk, put_in_group)


@door(verb="customers.group.left")
def account_groups_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One customer taken out of the group that `group` names."""
    return _membership(request, pk, take_from_group)


def _membership(request: HttpRequest, pk: UUID, verb: Any) -> HttpResponse:
    if account_seen(request.user, pk) is None:
        raise Http404
    wanted = as_uuid(request.POST.get("group", "")[:40])

    def effect(at: datetime) -> str:
        if wanted is None:
            raise Refused("customers.group.parent_unknown")
        verb(by=request.user, group_id=wanted, account_ids=[pk], at=at)
        return reverse("account", args=[pk])

    return posted(request, effect)


def _tell(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def _saved(request: HttpRequest, found: Group | None) -> HttpResponse:
    values = typed(request, FIELDS)

    def effect(at: datetime) -> str:
        parent = as_uuid(values["parent"]) if values["parent"] else None
        if values["parent"] and parent is None:
            raise Refused("customers.group.parent_unknown", field="parent")
        facts: dict[str, Any] = {"by": request.user, "name": values["name"], "share": values["share"], "at": at}
        if found is None:
            add_group(parent_id=parent, **facts)
        else:
            change_group(group_id=found.pk, version=version_of(request.POST), parent_id=parent, **facts)
        return reverse("groups")

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        return _form(request, found, values, errors=errors_by_field(refusal), status=status)

    return posted(request, effect, refused=refused, done=_("Saved."))


def _form(
    request: HttpRequest,
    found: Group | None,
    values: dict[str, Any],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = groups_seen(request.user)
    inner = inner_groups(rows)
    below = inner.get(found.pk, frozenset()) if found else frozenset()
    direct, whole = group_counts(request.user, {found.pk: below}) if found else ({}, {})
    answer = {
        "group": found,
        "values": values,
        "errors": errors or {},
        "parents": [(row.pk, row.name) for row in rows if row.pk not in below],
        "shares": shares(request.user, found),
        "keeps": (found is None and _may(request)) or (found is not None and may_keep(request.user, found)),
        "direct": direct.get(found.pk, 0) if found else 0,
        "whole": whole.get(found.pk, 0) if found else 0,
        "may_add": _may(request),
    }
    return render(request, "web/segments/group.html", answer, status=status)


def _values(found: Group) -> dict[str, Any]:
    return {"name": found.name, "parent": found.parent_id or "", "share": found.share, "version": found.version}


def _chosen(request: HttpRequest) -> list[UUID]:
    return [pk for text in request.POST.getlist("account") if (pk := as_uuid(text[:40]))]


def _found(request: HttpRequest, pk: UUID) -> Group:
    found = group_seen(request.user, pk)
    if found is None:
        raise Http404
    return found


def _may(request: HttpRequest) -> bool:
    return POLICY.allows("customers.group.added", request.user.role)  # type: ignore[union-attr]
