"""Who reports to whom: cycles, lines of sight, and the role a place in the tree gives."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from fieldday.rules.text import fold
from fieldday.rules.verdict import Unreadable

CODES: tuple[str, ...] = ("people.role.unknown",)

ROLES: tuple[str, ...] = ("rep", "supervisor", "manager", "director", "assistant", "administrator", "auditor")

_SAID = {
    **{role: role for role in ROLES},
    **dict.fromkeys(("業務", "業務員", "業務代表", "业务", "业务员", "sales", "salesperson"), "rep"),
    **dict.fromkeys(("主管", "業務主管", "业务主管"), "supervisor"),
    **dict.fromkeys(("經理", "區經理", "業務經理", "经理", "大区经理", "区经理"), "manager"),
    **dict.fromkeys(("業務副總", "副總", "總監", "老闆", "董事長", "owner", "销售副总"), "director"),
    **dict.fromkeys(("助理", "業務助理", "销售助理"), "assistant"),
    **dict.fromkeys(("管理員", "系統管理員", "admin", "管理员", "系统管理员"), "administrator"),
    **dict.fromkeys(("稽核", "稽核人員", "审计"), "auditor"),
}

K = TypeVar("K", bound=Hashable)


def find_cycle(parents: Mapping[K, K | None]) -> tuple[K, ...] | None:
    """The first ring found, as its members from each to his superior; None when every line ends at a root.

    A superior who is not among the keys ends a line.
    """
    cleared: set[K] = set()
    for start in parents:
        seen: dict[K, int] = {}
        node: K | None = start
        while node is not None and node not in cleared:
            if node in seen:
                return tuple(seen)[seen[node] :]
            seen[node] = len(seen)
            node = parents.get(node)
        cleared.update(seen)
    return None


def lines(parents: Mapping[K, K | None]) -> set[tuple[K, K]]:
    """The closure of the tree: every (ancestor, descendant), each with himself included.

    A superior who is not among the keys is a root. Raises ``ValueError`` on a ring.
    """
    if ring := find_cycle(parents):
        raise ValueError(f"a ring: {ring}")
    pairs: set[tuple[K, K]] = set()
    for start in parents:
        node: K | None = start
        while node is not None:
            pairs.add((node, start))
            pairs.add((node, node))
            node = parents.get(node)
    return pairs


def parse_role(text: str) -> str:
    """The role a file names, in English or in the office's words (業務, 主管, 區經理 …), "" when it names none.

    Raises ``Unreadable`` for a word that is no role.
    """
    said = fold(text)
    if said and said not in _SAID:
        raise Unreadable("people.role.unknown", text=text.strip())
    return _SAID.get(said, "")


def derived_role(given: str, is_root: bool, has_reports: bool) -> str:
    """The role a person has: the given one, or by his place: director (root with reports), supervisor (has reports),
    else rep. Raises ``Unreadable`` for a word that is no role."""
    if role := parse_role(given):
        return role
    if has_reports:
        return "director" if is_root else "supervisor"
    return "rep"
