"""Change one's own password. A forgotten one is set anew by an invitation only."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.people.actions.session import forget_sessions
from fieldday.people.actions.tries import count_failure, forget_failures, is_closed
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from fieldday.people.policy import POLICY


def require_password(person: Person, password: str, at: datetime) -> None:
    """Raise Refused at `current` unless this is the person's password; failures are counted, outside of any refusal."""
    if is_closed(person, at):
        raise Refused("people.second_factor.closed", field="current")
    if not person.check_password(password):
        count_failure(person, at)
        raise Refused("people.password.not_current", field="current")
    forget_failures(person)


def prove_oneself(*, by: Person, password: str, at: datetime) -> None:
    """Say once more who one is, before one changes how one signs in. Raises Refused at `current`; failures count."""
    authorise(POLICY, "people.person.proven", by=by, author=by)
    require_password(by, password, at)
    with transaction.atomic():
        trail.record("people.person.proven", by=by, noun=by, at=at)


def change_password(*, by: Person, password: str, kept_key: str, at: datetime) -> None:
    """Set a new password and sign out everywhere but in the session `kept_key`. The door has asked for the old one.

    Raises Refused for a weak one.
    """
    authorise(POLICY, "people.password.changed", by=by, author=by)
    with transaction.atomic():
        person = Person.objects.visible_to(by).select_for_update(of=("self",)).get(pk=by.pk)
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused("people.password.weak", field="password") from error
        person.set_password(password)
        person.save(update_fields=["password"])
        forget_sessions(person, but=kept_key)
        trail.record("people.password.changed", by=by, noun=person, at=at)
        by.password = person.password
