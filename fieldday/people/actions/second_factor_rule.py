"""Which roles may not do without a second step, and what is done for somebody who lost all of his."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.actors import is_system
from fieldday.kit.policy import ROLES
from fieldday.kit.refusals import Refused
from fieldday.people.actions.session import forget_sessions
from fieldday.people.actions.tries import forget_failures
from fieldday.people.authority import authorise
from fieldday.people.models import Company, Passkey, Person, RecoveryCode, Totp
from fieldday.people.policy import POLICY


def require_second_factor(*, by: Any, roles: Iterable[str], at: datetime) -> Company:
    """Ask people of these roles to set up a second step after their next sign-in. Refuses an unknown one."""
    authorise(POLICY, "people.second_factor.required", by=by)
    with transaction.atomic():
        wanted = set(roles)
        if wanted - set(ROLES):
            raise Refused("people.second_factor.unknown_role", field="roles")
        company = Company.objects.select_for_update().filter(pk=1).first() or Company(pk=1)
        company.second_factor_roles = [role for role in ROLES if role in wanted]
        company.save()
        trail.record("people.second_factor.required", by=by, noun=company, at=at, roles=company.second_factor_roles)
        return company


def lift_second_factor(*, by: Any, person_id: int, at: datetime) -> Person:
    """Take app, recovery codes and passkeys from somebody who lost them, and end his sessions: his password is left.

    Administrators only, and the command line for the last of them. Raises Refused: missing when out of sight.
    """
    with transaction.atomic():
        people = Person.objects.unscoped("by the system") if is_system(by) else Person.objects.visible_to(by)
        person = people.select_for_update(of=("self",)).filter(pk=person_id).first()
        authorise(POLICY, "people.second_factor.lifted", by=by, seen=person is not None)
        if person is None:
            raise Refused("people.not_found", missing=True)
        for noun in (Totp, RecoveryCode, Passkey):
            noun.objects.visible_to(person).delete()
        forget_failures(person)
        forget_sessions(person)
        trail.record("people.second_factor.lifted", by=by, noun=person, at=at)
        return person
