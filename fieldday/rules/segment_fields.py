"""What a segment can ask of a customer: its fields, their kinds, and what may be asked of a kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from fieldday.rules.fields import OwnField

CODES: tuple[str, ...] = ()

KINDS = ("company", "shop", "dealer", "person")
STATUSES = ("prospect", "active", "dormant", "lost", "let_go")
ROLES = ("owner", "decides", "buys", "pays", "receives", "uses", "other")

EMPTINESS = frozenset({"empty", "filled"})
OPS: dict[str, tuple[str, ...]] = {
    "text": ("contains", "contains_not", "is", "is_not", "starts", "filled", "empty"),
    "word": ("in", "not_in", "filled", "empty"),
    "id": ("in", "not_in", "filled", "empty"),
    "uuid": ("in", "not_in", "filled", "empty"),
    "figure": ("at_least", "at_most", "between", "filled", "empty"),
    "day": ("past", "coming", "from", "until", "between", "filled", "empty"),
    "flag": ("is",),
    "since": ("not_within", "within", "never", "ever"),
    "sum": ("at_least", "at_most", "between"),
    "bought_id": ("any_of", "none_of"),
    "bought": ("any_of", "none_of"),
    "yearly": ("coming",),
}
WITHOUT_VALUE = EMPTINESS | {"never", "ever"}


@dataclasses.dataclass(frozen=True)
class Kind:
    """What can be asked of a field: ``ops`` of its kind; ``words`` all that it can be, where these are settled."""

    name: str
    words: tuple[str, ...] = ()
    always: bool = False  # never empty, so that nobody asks whether it is

    @property
    def ops(self) -> tuple[str, ...]:
        return tuple(op for op in OPS[self.name] if not (self.always and op in EMPTINESS))


TEXT, FIGURE, FLAG, SINCE, SUM = Kind("text"), Kind("figure"), Kind("flag"), Kind("since"), Kind("sum")
FIELDS: dict[str, Kind] = {
    "name": Kind("text", always=True),
    "kind": Kind("word", KINDS, always=True),
    "status": Kind("word", STATUSES, always=True),
    **dict.fromkeys(("city", "address", "industry", "source", "number", "tax_id", "phone", "email", "line_id"), TEXT),
    **dict.fromkeys(("payment_terms", "note"), TEXT),
    "opened_on": Kind("day", always=True),
    **dict.fromkeys(("placed", "tax_id_checks", "phone_checks"), FLAG),
    **dict.fromkeys(("group", "dealer", "parent"), Kind("uuid")),
    **dict.fromkeys(("owner", "team", "area"), Kind("id")),
    **dict.fromkeys(("last_visit", "last_effective", "last_contact"), SINCE),
    "last_result": Kind("word"),
    **dict.fromkeys(("visits", "effective_visits"), SUM),
    "bought_product": Kind("bought_id"),
    **dict.fromkeys(("bought_brand", "bought_category"), Kind("bought")),
    **dict.fromkeys(("last_order", "last_payment"), SINCE),
    **dict.fromkeys(("orders", "order_amount", "paid_amount"), SUM),
    **dict.fromkeys(("credit_limit", "potential"), FIGURE),
    **dict.fromkeys(("birthday", "anniversary"), Kind("yearly")),
    **dict.fromkeys(("contact_name", "contact_mobile", "contact_email"), TEXT),
    "contact_role": Kind("word", ROLES, always=True),
    "contacts": Kind("figure", always=True),
}
_OWN = {
    **dict.fromkeys(("text", "link"), "text"),
    **dict.fromkeys(("number", "money"), "figure"),
    **dict.fromkeys(("choice", "choices"), "word"),
    "date": "day",
    "yes_no": "flag",
}
OWN = "own."

Own = Mapping[str, OwnField]


def kind_of(field: str, own: Own | None = None) -> Kind | None:
    """What can be asked of a field; None for one that nobody knows. A retired own field can still be asked."""
    if field.startswith(OWN):
        found = (own or {}).get(field.removeprefix(OWN))
        if found is None:
            return None
        return Kind(_OWN[found.type], tuple(choice.key for choice in found.choices))
    return FIELDS.get(field)
