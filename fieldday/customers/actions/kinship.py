"""Parent and branches, dealer and outlets: what stands against a customer's place among the others."""

from typing import Any
from uuid import UUID

from fieldday.customers.models import Account
from fieldday.kit.actors import is_system
from fieldday.rules.verdict import Reason

DEEPEST = 20  # generations; more is no company
CODES = {
    "parent": ("customers.account.unknown_parent", "customers.account.parent_of_itself"),
    "dealer": ("customers.account.unknown_dealer", "customers.account.dealer_of_itself"),
}


def judge_kin(by: Any, columns: dict[str, Any], present: Account | None) -> list[Reason]:
    """Reasons at "parent" and "dealer": a customer out of sight, itself, one of its own branches, no dealer.

    What stands already may stay, seen or not. Customers out of sight count for the rounds all the same.
    """
    reasons = []
    for name, (unknown, of_itself) in CODES.items():
        pk = columns[f"{name}_id"]
        if pk is None or (present is not None and getattr(present, f"{name}_id") == pk):
            continue
        rows = Account.objects.unscoped("by the system") if is_system(by) else Account.objects.visible_to(by)
        kind = rows.filter(pk=pk).values_list("kind", flat=True).first()
        if kind is None:
            reasons.append(Reason(unknown, {}, name))
        elif present is not None and _leads_back(name, pk, present.pk):
            reasons.append(Reason(of_itself, {}, name))
        elif name == "dealer" and kind != "dealer":
            reasons.append(Reason("customers.account.not_a_dealer", {}, name))
    return reasons


def _leads_back(name: str, start: UUID, goal: UUID) -> bool:
    """Whether going up from `start` leads to `goal`, which would make a round."""
    at: UUID | None = start
    for _generation in range(DEEPEST):
        if at is None:
            return False
        if at == goal:
            return True
        rows = Account.objects.unscoped("a round would be one whoever sees it")
        at = rows.filter(pk=at).values_list(f"{name}_id", flat=True).first()
    return True
