"""Add a person; change what is known of him: name, sign-in name, role, superior, team, area."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import require_stamp
from fieldday.people.actions.line import changing_the_tree
from fieldday.people.actions.person_content import STAMPED, PersonInput, check, require_reach, tidied
from fieldday.people.actions.placing import join_team, settle_line
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.people.policy import POLICY

PLACE = frozenset({"reports_to_id", "team_id", "role_given"})


def add_person(*, by: Any, said: PersonInput, at: datetime) -> Person:
    """Write down somebody who works here. He has no password until a link sets one.

    Raises Refused with the reasons at their fields.
    """
    authorise(POLICY, "people.person.added", by=by)
    with changing_the_tree():
        columns = tidied(said)
        check(by, columns)
        person = Person(**columns)
        person.set_unusable_password()
        _save(person, columns["external_id"])
        if person.team_id:
            join_team(person, clock.local_day(at))
        settle_line("reports_to", by=by, at=at)
        trail.record("people.person.added", by=by, noun=person, at=at, created=True, changed=columns)
        return person


def change_person(*, by: Any, person_id: int, said: PersonInput, at: datetime, seen: str | None = None) -> Person:
    """Set what is known of a person to what the form says; a form that changes nothing writes nothing.

    `seen` is the stamp of what the form was made from. Raises Refused: missing when out of sight,
    `people.person.beyond_reach`, `kit.form.changed_meanwhile`, else the reasons at their fields.
    """
    with changing_the_tree():
        person = Person.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=person_id).first()
        authorise(POLICY, "people.person.changed", by=by, seen=person is not None)
        if person is None:
            raise Refused("people.not_found", missing=True)
        require_reach(by, person)
        columns = tidied(said)
        changes = changes_of(person, columns)
        if not changes:
            return person
        require_stamp(person, STAMPED, seen)
        check(by, columns, person)
        apply_changes(person, changes)
        _save(person, columns["external_id"], update_fields=list(changes))
        if "team_id" in changes:
            join_team(person, clock.local_day(at))
        if not PLACE.isdisjoint(changes):
            settle_line("reports_to" if "reports_to_id" in changes else "team", by=by, at=at)
        trail.record("people.person.changed", by=by, noun=person, at=at, changed=changes)
        return person


def _save(person: Person, name: str, **how: Any) -> None:
    try:
        with transaction.atomic():
            person.save(**how)
    except IntegrityError as error:
        raise Refused("people.sign_in_name.taken", field="external_id", name=name) from error
