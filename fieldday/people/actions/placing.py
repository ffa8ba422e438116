"""Where a person stands: his team from a day on, and a line that never closes to a ring."""

from datetime import date, timedelta

from fieldday.kit.refusals import Refused
from fieldday.people.actions.line import rebuild_line, superiors
from fieldday.people.models import Membership, Person
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


def settle_line(field: str) -> None:
    """Rebuild the line after a change of the tree. Raises Refused at `field` when people would stand in a ring."""
    if ring := find_cycle(superiors()):
        names = dict(Person.objects.unscoped("the names of a ring").filter(pk__in=ring).values_list("pk", "name"))
        said = " → ".join(names[pk] for pk in (*ring, ring[0]))
        raise Refused("people.superior.ring_here", field=field, ring=said)
    rebuild_line()
