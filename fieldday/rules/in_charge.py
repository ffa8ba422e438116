"""Whether somebody is probably in charge at a customer, by the role or the title that a file gives him.

Meeting who is in charge makes a visit count: whose title says nothing is not taken for it.
"""

from __future__ import annotations

from fieldday.rules.company_names import simplify
from fieldday.rules.text import fold

CODES: tuple[str, ...] = ()

ROLES = frozenset({"owner", "decides", "buys"})
_HELPS = ("助理", "秘書", "特助", "司機", "assistant", "secretary")
_LEADS = (
    "負責人", "老闆", "老板", "頭家", "店主", "業主", "店長", "東家", "所有人", "股東", "董事", "總裁", "執行長",
    "經理", "協理", "處長", "廠長", "院長", "所長", "園長", "校長", "主廚", "採購",
    "owner", "boss", "president", "director", "chief executive", "ceo", "manager", "buyer", "purchas", "head chef",
)  # fmt: skip


def is_in_charge(title: str, role: str = "") -> bool:
    """Whether a contact with this title and role (`Contact.ROLES`, "" when nobody said) is in charge. The role goes
    first; a title of somebody who helps one in charge says no."""
    if role:
        return role in ROLES
    said = _read(title)
    return not any(_read(word) in said for word in _HELPS) and any(_read(word) in said for word in _LEADS)


def _read(text: str) -> str:
    return fold(simplify(text))
