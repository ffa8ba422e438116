"""Keep views 檢視 of the customers' list: save what an address says, change it, remove it, open one's list with it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.sharing import locked, shared_columns
from fieldday.customers.models import ListTaste, Segment, View
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.list_columns import columns_said, view_said
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.rules.parsing import as_uuid

MOST = 100


def add_view(*, by: Any, name: str, said: Mapping[str, str], at: datetime, share: str = "private") -> View:
    """Save what the list's parameters say. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "customers.view.added", by=by)
    with transaction.atomic():
        columns = {**shared_columns(by, name, share), **_content(by, said)}
        if View.objects.unscoped("how many are his").filter(owner=by).count() >= MOST:
            raise Refused("customers.view.too_many", field="name", most=MOST)
        _check_name(by, columns["name"])
        view = View.objects.create(owner=by, at=at, **columns)
        trail.record("customers.view.added", by=by, noun=view, at=at, created=True, changed=columns)
        return view


def change_view(
    *, by: Any, view_id: UUID, version: int, name: str, share: str, at: datetime,
    said: Mapping[str, str] | None = None,
) -> View:  # fmt: skip
    """Rename a view, share it otherwise, or set it to what the list's parameters say (None: as it was).

    Raises Refused: missing, not his, `kit.form.changed_meanwhile`, or reasons at the fields.
    """
    with transaction.atomic():
        view = locked(View, "customers.view.changed", by, view_id, version)
        columns = shared_columns(by, name, share, view)
        if said is not None:
            columns |= _content(by, said)
        changes = changes_of(view, columns)
        if not changes:
            return view
        if "name" in changes:
            _check_name(view.owner, columns["name"], view)
        apply_changes(view, changes)
        view.version += 1
        view.save(update_fields=[*changes, "version"])
        trail.record("customers.view.changed", by=by, noun=view, at=at, changed=changes)
        return view


def remove_view(*, by: Any, view_id: UUID, version: int, at: datetime) -> None:
    """Remove a view; whoever opened his list with it opens the whole list again."""
    with transaction.atomic():
        view = locked(View, "customers.view.removed", by, view_id, version)
        facts = {"name": view.name, "share": view.share, "query": view.query}
        trail.record("customers.view.removed", by=by, noun=view, at=at, changed=facts)
        view.delete()


def choose_view(*, by: Any, view_id: UUID | None, at: datetime) -> None:
    """Open one's list with a view in sight from now on; None: with all customers."""
    with transaction.atomic():
        view = View.objects.visible_to(by).filter(pk=view_id).first() if view_id else None
        authorise(POLICY, "customers.view.chosen", by=by, author=by, seen=view is not None or view_id is None)
        row, _new = ListTaste.objects.unscoped("his own").get_or_create(person_id=by.pk)
        if row.view_id == view_id:
            return
        before, row.view_id = row.view_id, view_id
        row.save(update_fields=["view"])
        trail.record("customers.view.chosen", by=by, noun=row, at=at, changed={"view_id": [before, view_id]})


def keep_columns(*, by: Any, columns: Iterable[str], at: datetime) -> None:
    """Show these columns in one's list wherever no view names any; none: the usual ones."""
    with transaction.atomic():
        authorise(POLICY, "customers.view.columns_kept", by=by, author=by)
        row, _new = ListTaste.objects.unscoped("his own").get_or_create(person_id=by.pk)
        wanted = list(columns_said(columns))
        if row.columns == wanted:
            return
        before, row.columns = row.columns, wanted
        row.save(update_fields=["columns"])
        trail.record("customers.view.columns_kept", by=by, noun=row, at=at, changed={"columns": [before, wanted]})


def _content(by: Any, said: Mapping[str, str]) -> dict[str, Any]:
    """The query as it is kept, and the segment in it, so that it stays while the view shows it."""
    query = view_said(said)
    segment = Segment.objects.visible_to(by).filter(pk=as_uuid(query["filters"].get("segment", ""))).first()
    if segment is None:
        query["filters"].pop("segment", None)
    return {"query": query, "segment_id": segment.pk if segment else None}


def _check_name(owner: Any, name: str, present: View | None = None) -> None:
    """Two of one name would be taken for one."""
    rows = View.objects.unscoped("his own names").filter(owner=owner, name=name)
    if rows.exclude(pk=present.pk if present else None).exists():
        raise Refused("customers.view.name_taken", field="name", name=name)
