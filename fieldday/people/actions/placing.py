"""Where a person stands: his team from a day on, and a line that never closes to a ring."""

from datetime import date, datetime, timedelta
from typing import Any

from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, require
from fieldday.people.actions.line import rebuild_line, superiors
from fieldday.people.models import Membership, Person
from fieldday.rules.reach import may_raise
from fieldday.rules.tree import find_cycle


def join_team(person: Person, today: date) -> None:
    """Let the person's membership follow his `team`: the one before is left the day before."""
    present = Membership.objects.filter(person=person, until=None).first()
    if present and present.since >= today:
        present.delete()
    elif present:
        present.until = today - timedelta(days=1)
        present.save(update_fields=["until"])
    if person.team_id:
        Membership.objects.create(person=person, team_id=person.team_id, since=today)


def settle_line(field: str, *, by: Any, at: datetime) -> None:
    """Rebuild the line after a change of the tree. Raises Refused at `field` when people would stand in a ring, or
    when somebody who signs in would rise to a role that `by` may not give."""
    if ring := find_cycle(superiors()):
        names = dict(Person.objects.unscoped("the names of a ring").filter(pk__in=ring).values_list("pk", "name"))
        said = " → ".join(names[pk] for pk in (*ring, ring[0]))
        raise Refused("people.superior.ring_here", field=field, ring=said)
    keeper = "administrator" if is_system(by) else by.role
    for person in rebuild_line():
        can = can_sign_in(person, at)
        require(may_raise(keeper=keeper, name=person.name, can_sign_in=can, role=person.role, field=field))


def can_sign_in(person: Person, at: datetime) -> bool:
    """Whether a person has a password, or a link that sets one."""
    return person.has_usable_password() or person.invitations.filter(used_at=None, expires_at__gt=at).exists()
