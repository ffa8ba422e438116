"""Add an area, rename or re-hang it; take it out of use and bring it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.locking import locked
from fieldday.kit.stamps import require_stamp
from fieldday.people.actions.tree_content import check, restore, retire, save, tidied
from fieldday.people.authority import authorise
from fieldday.people.models import Area
from fieldday.people.policy import POLICY

STAMPED = ("external_id", "name", "parent_id", "retired")
HOLDERS = {
    "people.Person": "people.area.holds_people",
    "people.Area": "people.area.holds_areas",
    "customers.Account": "people.area.holds_accounts",
}
PAST = frozenset({"visits.Stop"})  # plans keep the area that they named


def add_area(*, by: Any, name: str, at: datetime, external_id: str = "", parent_id: int | None = None) -> Area:
    """Make an area. Raises Refused with the reasons at their fields."""
    authorise(POLICY, "people.area.added", by=by)
    with transaction.atomic():
        columns = tidied(external_id=external_id, name=name, parent_id=parent_id)
        check(Area, columns)
        area = Area(**columns)
        save(area)
        trail.record("people.area.added", by=by, noun=area, at=at, created=True, changed=columns)
        return area


def change_area(
    *,
    by: Any,
    area_id: int,
    name: str,
    external_id: str,
    at: datetime,
    parent_id: int | None = None,
    seen: str | None = None,
) -> Area:
    """Set an area's name, number and place. Raises Refused: missing, `kit.form.changed_meanwhile`, a ring, or what is
    wrong at the fields."""
    authorise(POLICY, "people.area.changed", by=by)
    with transaction.atomic():
        area = locked(Area, area_id)
        columns = tidied(external_id=external_id, name=name, parent_id=parent_id)
        changes = changes_of(area, columns)
        if not changes:
            return area
        require_stamp(area, STAMPED, seen)
        check(Area, columns, area)
        apply_changes(area, changes)
        save(area, update_fields=list(changes))
        trail.record("people.area.changed", by=by, noun=area, at=at, changed=changes)
        return area


def retire_area(*, by: Any, area_id: int, at: datetime) -> Area:
    """Offer an area no more. Raises Refused while customers, people or areas lie in it."""
    authorise(POLICY, "people.area.retired", by=by)
    with transaction.atomic():
        area = locked(Area, area_id)
        if retire(area, codes=HOLDERS, past=PAST):
            trail.record("people.area.retired", by=by, noun=area, at=at)
        return area


def restore_area(*, by: Any, area_id: int, at: datetime) -> Area:
    """Offer an area again. Raises Refused while what it lies in is offered no more."""
    authorise(POLICY, "people.area.restored", by=by)
    with transaction.atomic():
        area = locked(Area, area_id)
        if restore(area):
            trail.record("people.area.restored", by=by, noun=area, at=at)
        return area
