"""What a segment's conditions are called, as a salesperson says them."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fieldday.rules.fields import plain
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import All, AnyOf, Leaf, Node

# The fields as one looks for them: parts of a menu, each with its fields.
MENU: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (
        _("Visits"),
        (
            ("last_visit", _("Last visit")),
            ("last_effective", _("Last effective visit")),
            ("last_contact", _("Last contact of any kind")),
            ("last_result", _("Result of the last visit")),
            ("visits", _("Number of visits")),
            ("effective_visits", _("Number of effective visits")),
        ),
    ),
    (
        _("Purchases"),
        (
            ("bought_brand", _("Brand bought")),
            ("bought_category", _("Category bought")),
            ("bought_product", _("Product bought")),
            ("last_order", _("Last order")),
            ("orders", _("Number of orders")),
            ("order_amount", _("Ordered amount")),
            ("paid_amount", _("Paid amount")),
            ("last_payment", _("Last payment")),
        ),
    ),
    (
        _("Customer"),
        (
            ("name", _("Name")),
            ("kind", _("Kind")),
            ("status", _("Status")),
            ("group", _("Group")),
            ("industry", _("Industry")),
            ("city", _("City")),
            ("address", _("Address")),
            ("area", _("Area")),
            ("owner", _("Looked after by")),
            ("team", _("Team")),
            ("dealer", _("Dealer")),
            ("parent", _("Parent company")),
            ("credit_limit", _("Credit limit")),
            ("potential", _("Potential in a year")),
            ("payment_terms", _("Payment terms")),
            ("source", _("Source")),
            ("note", _("Note")),
            ("number", _("Number")),
            ("tax_id", _("Tax id")),
            ("phone", _("Phone")),
            ("email", _("E-mail")),
            ("line_id", _("LINE id")),
            ("opened_on", _("Written down on")),
            ("placed", _("Place on the map")),
            ("tax_id_checks", _("Tax id checks")),
            ("phone_checks", _("Phone checks")),
        ),
    ),
    (
        _("Contacts and days"),
        (
            ("birthday", _("Birthday")),
            ("anniversary", _("Birthday or other anniversary")),
            ("contact_name", _("Contact's name")),
            ("contact_role", _("Contact's role")),
            ("contact_mobile", _("Contact's mobile")),
            ("contact_email", _("Contact's e-mail")),
            ("contacts", _("Number of contacts")),
        ),
    ),
)
LABELS: dict[str, Any] = {field: label for _part, fields in MENU for field, label in fields}
ROLES = {
    "owner": _("Owner"),
    "decides": _("Decides"),
    "buys": _("Buys"),
    "pays": _("Pays"),
    "receives": _("Receives goods"),
    "uses": _("Uses"),
    "other": _("Other"),
}
# How one compares: by the field, else by its kind.
OPS: dict[tuple[str, str], Any] = {
    ("text", "contains"): _("contains"),
    ("text", "contains_not"): _("does not contain"),
    ("text", "is"): _("is exactly"),
    ("text", "is_not"): _("is not"),
    ("text", "starts"): _("starts with"),
    ("figure", "at_least"): _("at least"),
    ("figure", "at_most"): _("at most"),
    ("figure", "between"): _("between"),
    ("sum", "at_least"): _("at least"),
    ("sum", "at_most"): _("at most"),
    ("sum", "between"): _("between"),
    ("day", "past"): _("within the last days"),
    ("day", "coming"): _("within the coming days"),
    ("day", "from"): _("on or after"),
    ("day", "until"): _("on or before"),
    ("day", "between"): _("between"),
    ("flag", "is"): _("is"),
    ("yearly", "coming"): _("within the coming days"),
    ("bought", "any_of"): _("bought"),
    ("bought", "none_of"): _("did not buy"),
    ("last_visit", "not_within"): _("not visited for longer than"),
    ("last_visit", "within"): _("visited within the last"),
    ("last_visit", "never"): _("never visited"),
    ("last_visit", "ever"): _("visited at some time"),
    ("last_effective", "not_within"): _("no effective visit for longer than"),
    ("last_effective", "within"): _("an effective visit within the last"),
    ("last_effective", "never"): _("never an effective visit"),
    ("last_effective", "ever"): _("an effective visit at some time"),
    ("last_contact", "not_within"): _("not reached for longer than"),
    ("last_contact", "within"): _("reached within the last"),
    ("last_contact", "never"): _("never reached"),
    ("last_contact", "ever"): _("reached at some time"),
    ("last_order", "not_within"): _("nothing ordered for longer than"),
    ("last_order", "within"): _("ordered within the last"),
    ("last_order", "never"): _("never ordered"),
    ("last_order", "ever"): _("ordered at some time"),
    ("last_payment", "not_within"): _("nothing paid for longer than"),
    ("last_payment", "within"): _("paid within the last"),
    ("last_payment", "never"): _("never paid"),
    ("last_payment", "ever"): _("paid at some time"),
    ("group", "in"): _("in the group"),
    ("group", "not_in"): _("not in the group"),
    ("group", "filled"): _("in any group"),
    ("group", "empty"): _("in no group"),
}
COMMON = {"in": _("is one of"), "not_in": _("is none of"), "filled": _("is filled in"), "empty": _("is empty")}
YES_NO = (("yes", _("yes")), ("no", _("no")))


def label(field: str, own: dict[str, Any]) -> str:
    """What a field is called; an own one by the name of its row in `own`, by key."""
    if field.startswith(OWN):
        row = own.get(field.removeprefix(OWN))
        return str(row) if row is not None else field
    return str(LABELS.get(field, field))


def op_words(field: str, kind: str, op: str) -> str:
    """How one compares, in words."""
    kind = "bought" if kind == "bought_id" else kind
    return str(OPS.get((field, op)) or OPS.get((kind, op)) or COMMON.get(op, op))


def sentence(leaf: Leaf, own: dict[str, Any], names: dict[str, str]) -> str:
    """A condition in one line; `names` say what ids and codes stand for."""
    said = op_words(leaf.field, leaf.kind, leaf.op)
    told = said if (leaf.field, leaf.op) in OPS else f"{label(leaf.field, own)}：{said}"
    value: Any = leaf.value
    days = None
    if leaf.kind in {"sum", "bought", "bought_id"}:
        value, days = value
    if leaf.kind == "since" or (leaf.op in {"past", "coming"} and isinstance(value, int)):
        told = said if leaf.kind == "since" else told
        told += f" {_days(value)}" if value is not None else ""
    elif leaf.kind in {"figure", "sum", "day"} and value is not None:
        told += " " + "～".join(_figure(one) for one in value if one is not None)
    elif isinstance(value, bool):
        told = f"{label(leaf.field, own)}：{YES_NO[0 if value else 1][1]}"
    elif isinstance(value, tuple):
        told += " " + "、".join(names.get(f"{leaf.field}:{one}", "…") for one in value)
    elif value is not None:
        told += f"「{value}」"
    return told + (f"（{_within(days)}）" if days is not None else "")


def told(node: Node, own: dict[str, Any], names: dict[str, str]) -> list[str]:
    """A condition as lines: each of what must hold together, alternatives on one line."""
    if isinstance(node, All):
        return [line for part in node.parts for line in told(part, own, names)]
    if isinstance(node, AnyOf):
        return [f" {gettext('or')} ".join("；".join(told(part, own, names)) for part in node.parts)]
    if isinstance(node, Leaf):
        return [sentence(node, own, names)]
    return [gettext("not (%(what)s)") % {"what": "；".join(told(node.part, own, names))}]


def _days(days: int) -> str:
    return gettext("%(many)s days") % {"many": days}


def _within(days: int) -> str:
    return gettext("in the last %(days)s days") % {"days": days}


def _figure(one: Any) -> str:
    return (
        f"{one:,}"
        if hasattr(one, "is_finite") and one == one.to_integral_value()
        else (plain(one) if hasattr(one, "is_finite") else str(one))
    )
