"""What groups and segments share: a name, with whom it is shared, and who may change it."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from fieldday.customers.models import Group
from fieldday.customers.models.shared import Shared
from fieldday.customers.policy import POLICY
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.people.sight import line_of
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

LONGEST = 120
Row = TypeVar("Row", bound=Shared)


def may_keep(by: Any, row: Shared) -> bool:
    """Whether somebody may change or remove it: its owner; the office, what is the company's; the owner's line, what
    is shared with anybody."""
    if is_system(by) or row.owner_id == by.pk:
        return True
    if by.role == "auditor" or row.share == "private":
        return False
    return (row.share == "company" and by.is_office) or row.owner_id in line_of(by)


def locked(model: type[Row], verb: str, by: Any, pk: UUID, version: int | None) -> Row:
    """The row for `by` to change. Raises Refused: missing when out of sight, not his, or changed meanwhile."""
    rows = model.objects.visible_to(by) if not is_system(by) else model.objects.unscoped("the system keeps all")
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    authorise(POLICY, verb, by=by, seen=row is not None)
    if row is None:
        raise Refused("people.not_found", missing=True)
    if not may_keep(by, row):
        raise Refused("customers.shared.not_yours", name=row.owner.name)
    if version is not None and row.version != version:
        raise Refused("kit.form.changed_meanwhile")
    return row


def shared_columns(by: Any, name: str, share: str, present: Shared | None = None) -> dict[str, Any]:
    """The columns as they are kept; a team's is the owner's team. Raises Refused with the reasons at their fields."""
    name = clean(name)
    reasons = []
    if not name:
        reasons.append(Reason("customers.shared.without_name", {}, "name"))
    elif len(name) > LONGEST:
        reasons.append(Reason("kit.import.too_long", {"most": LONGEST, "many": len(name)}, "name"))
    if share not in Shared.SHARES:
        reasons.append(Reason("customers.shared.unknown_share", {}, "share"))
    owner = present.owner if present else by
    if share == "team" and owner.team_id is None:
        reasons.append(Reason("customers.shared.without_team", {}, "share"))
    refuse_with(reasons)
    return {"name": name, "share": share, "team_id": owner.team_id if share == "team" else None}


def less_shared(groups: Collection[Group], share: str, team_id: int | None) -> list[Group]:
    """The groups that not everybody sees who would see a thing shared so."""
    if share == "private":
        return []
    return [
        one
        for one in groups
        if one.share != "company" and not (share == one.share == "team" and one.team_id == team_id)
    ]
