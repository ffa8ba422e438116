"""May this person do this to that paper? Every verb asks here first, with its own room's policy table."""

from dataclasses import dataclass
from typing import Any

from fieldday.kit.actors import is_system
from fieldday.kit.policy import Policy, Scope
from fieldday.kit.refusals import Refused, require
from fieldday.people import sight
from fieldday.people.models.person import Person
from fieldday.rules.signoff import may_sign


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
    principals = [pk for pk in sight.eyes(by)[1:] if pk in superiors]
    above = superiors | {by.pk} if principals and author.pk != by.pk else superiors
    verdict = may_sign(author=author.pk, signer=by.pk, superiors=above, author_is_root=not superiors)
    require(verdict)
    if by.pk in superiors or verdict.self_signed:
        return Authority(self_signed=verdict.self_signed)
    people = Person.objects.unscoped("the principal one stands in for")
    return Authority(on_behalf_of=people.get(pk=principals[0]))
