"""What a bulk edit may change, and what it makes of one customer: the same for its preview and for its run."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from fieldday.customers.actions.status_keeping import judge_status
from fieldday.customers.models import Account, Field, Group, GroupMember
from fieldday.customers.questions.areas import areas_seen
from fieldday.customers.questions.own_fields import as_rule, own_fields
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.questions.company import the_company
from fieldday.rules.fields import read_value
from fieldday.rules.parsing import as_number, as_uuid
from fieldday.rules.text import clean
from fieldday.rules.verdict import Unreadable

LONGEST_SOURCE = 60
COLUMNS = {"status": "status", "area": "area_id", "source": "source", "own": "fields"}
VERBS = {
    "status": "customers.account.status_changed",
    "area": "customers.account.changed",
    "source": "customers.account.changed",
    "own": "customers.account.changed",
    "join": "customers.group.joined",
    "leave": "customers.group.left",
}
Said = Mapping[str, str | Sequence[str]]
MEMBERS = "members of customers found in sight"


def read_change(by: Any, kind: str, said: Said) -> dict[str, Any]:
    """What was said of a change, as it is kept. Raises Refused with the reasons at their fields."""
    if kind == "status":
        status, reason = _text(said, "status"), clean(_text(said, "reason"))
        refuse_with(judge_status(status, reason))
        return {"value": status, "reason": reason}
    if kind == "area":
        return {"value": _area(by, _text(said, "area"))}
    if kind == "source":
        text = clean(_text(said, "source"))
        if len(text) > LONGEST_SOURCE:
            raise Refused("customers.account.too_long", field="source", most=LONGEST_SOURCE)
        return {"value": text}
    if kind in {"join", "leave"}:
        return {"value": _group(by, _text(said, "group"))}
    if kind == "own":
        return _own(_text(said, "key"), said)
    raise Refused("customers.bulk.nothing_chosen", field="kind")


def still_allowed(by: Any, kind: str, value: Mapping[str, Any]) -> None:
    """Judge a kept change by today's rights. Raises Refused."""
    text = "" if value["value"] is None else str(value["value"])
    if kind == "area":
        _area(by, text)
    elif kind in {"join", "leave"}:
        _group(by, text)
    elif kind == "own":
        _field(str(value["key"]))


class Change:
    """A change read once, to be laid on many customers."""

    def __init__(self, kind: str, value: Mapping[str, Any]) -> None:
        self.kind, self.value = kind, value
        self.rule = as_rule(_field(str(value["key"]))) if kind == "own" else None

    @property
    def of_group(self) -> bool:
        return self.kind in {"join", "leave"}

    def members(self, accounts: Collection[Account]) -> set[UUID]:
        """Those of the customers that are in the group."""
        if not self.of_group:
            return set()
        rows = GroupMember.objects.unscoped(MEMBERS).filter(group_id=self.value["value"])
        return set(rows.filter(account__in=[one.pk for one in accounts]).values_list("account_id", flat=True))

    def on(self, account: Account, members: Collection[UUID]) -> tuple[Any, Any, str]:
        """A customer's value now and after the change, and the code of what forbids it ("" where nothing does)."""
        if self.of_group:
            return int(account.pk in members), int(self.kind == "join"), ""
        if self.rule is None:
            return getattr(account, COLUMNS[self.kind]), self.value["value"], ""
        before, after = account.fields.get(self.rule.key), self.value["value"]
        if not self.rule.applies(account.kind, account.industry):
            return before, after, "customers.bulk.field_not_asked"
        if self.rule.needed and after is None:
            return before, after, "customers.field.needed"
        return before, after, ""

    def lay(self, account: Account, value: Any) -> None:
        """Set the customer's column, not yet saved."""
        if self.rule is None:
            setattr(account, COLUMNS[self.kind], value)
            return
        fields = {key: kept for key, kept in account.fields.items() if key != self.rule.key}
        account.fields = fields if value is None else {**fields, self.rule.key: value}

    def told(self, before: Any, after: Any) -> dict[str, list[Any]]:
        """The change of one customer as the trail says it."""
        if self.rule is None:
            return {COLUMNS[self.kind]: [before, after]}
        return {"fields": [{} if one is None else {self.rule.key: one} for one in (before, after)]}


def _area(by: Any, text: str) -> int | None:
    if not text:
        return None
    area_id = as_number(text)
    if area_id is None or not areas_seen(by).filter(pk=area_id).exists():
        raise Refused("customers.account.unknown_area", field="area")
    return area_id


def _group(by: Any, text: str) -> str:
    group = Group.objects.visible_to(by).filter(pk=as_uuid(text)).first()
    if group is None:
        raise Refused("customers.bulk.unknown_group", field="group")
    return str(group.pk)


def _own(key: str, said: Said) -> dict[str, Any]:
    name = f"own-{key}"
    try:
        value = read_value(as_rule(_field(key)), said.get(name, ""), the_company().currency)
    except Unreadable as error:
        raise Refused(error.reason.code, [error.at(name)]) from error
    return {"key": key, "value": value}


def _field(key: str) -> Field:
    found = next((row for row in own_fields() if row.key == key), None)
    if found is None:
        raise Refused("customers.bulk.nothing_chosen", field="kind")
    return found


def _text(said: Said, name: str) -> str:
    found = said.get(name, "")
    return found if isinstance(found, str) else next(iter(found), "")
