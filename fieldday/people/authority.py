"""May this person do this to that paper? Every verb asks here first, with its own room's policy table."""

from dataclasses import dataclass
from typing import Any

from fieldday.kit.actors import is_system
from fieldday.kit.policy import Policy, Scope
from fieldday.kit.refusals import Refused
from fieldday.people import sight
from fieldday.people.models.person import Person


@dataclass(frozen=True)
class Authority:
    """By what right an act is done: for oneself, as a superior, for a principal, or self-signed by the root."""

    on_behalf_of: Person | None = None
    self_signed: bool = False


def authorise(policy: Policy, verb: str, *, by: Any, author: Person | None = None, seen: bool = True) -> Authority:
    """Check `verb` for `by`. `author` is whose paper it is; `seen` whether the row was found through `by`'s sight.

    Raises Refused: `missing` when the row is out of sight, `people.not_allowed` when the role may not, and
    `visits.signoff.own_paper` / `visits.signoff.not_in_line` when the relation forbids it.
    """
    if is_system(by):
        return Authority()
    if not seen:
        raise Refused("people.not_found", missing=True)
    scope = policy.scope(verb, by.role)
    if scope is Scope.NOBODY or not by.is_active:
        raise Refused("people.not_allowed")
    if scope in {Scope.ALL, Scope.SIGHT} or author is None:
        return Authority()
    if scope is Scope.OWN:
        if author.pk != by.pk:
            raise Refused("people.not_yours")
        return Authority()
    return _as_superior(by, author)


def _as_superior(by: Person, author: Person) -> Authority:
    superiors = sight.superiors_of(author)
    if author.pk == by.pk:
        if superiors:
            raise Refused("visits.signoff.own_paper")
        return Authority(self_signed=True)
    if by.pk in superiors:
        return Authority()
    for principal_id in sight.eyes(by)[1:]:
        if principal_id in superiors:
            return Authority(
                on_behalf_of=Person.objects.unscoped("the principal one stands in for").get(pk=principal_id)
            )
    raise Refused("visits.signoff.not_in_line")
