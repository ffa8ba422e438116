"""Invite a person to set a password; accept the invitation; name the first administrator."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from fieldday import trail
from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.actions.line import rebuild_line
from fieldday.people.actions.person_content import require_reach, sign_in_name_faults, too_long
from fieldday.people.actions.session import forget_sessions
from fieldday.people.authority import authorise
from fieldday.people.models import Invitation, Person
from fieldday.people.policy import POLICY
from fieldday.people.questions.people import administrator_there

LIFETIME = timedelta(days=3)


def invite_person(*, by: Any, external_id: str, at: datetime) -> str:
    """Make a link's token for a person; answers the token, which is kept nowhere. Earlier unused links lapse."""
    with transaction.atomic():
        people = Person.objects.unscoped("by the system") if by is SYSTEM else Person.objects.visible_to(by)
        person = people.select_for_update(of=("self",), no_key=True).filter(external_id=external_id).first()
        authorise(POLICY, "people.person.invited", by=by, author=person, seen=person is not None)
        if person is None and by is SYSTEM:
            raise Refused("people.sign_in_name.nobodys", name=external_id)
        if person is None:
            raise Refused("people.not_found", missing=True)
        if person.pk != by.pk:
            require_reach(by, person)
        if not person.is_active:
            raise Refused("people.invitation.left")
        person.invitations.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
        token = _make(person, by, at)
        trail.record("people.person.invited", by=by, noun=person, at=at)
        return token


def open_house(*, at: datetime) -> str | None:
    """A token for the first administrator, replacing an unused one; None when one there can sign in already."""
    with transaction.atomic():
        if administrator_there():
            return None
        Invitation.objects.filter(person=None, used_at=None).delete()
        return _make(None, SYSTEM, at)


def find_invitation(token: str, *, at: datetime, lock: bool = False) -> Invitation:
    """The invitation of a token. Raises Refused when it is unknown, used, expired, or its person has left.

    The link that makes the first administrator is dead from the moment when somebody else is one and can sign in.
    """
    rows = Invitation.objects.select_related("person")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    invitation = rows.filter(token_digest=_digest(token)).first()
    if invitation is None:
        raise Refused("people.invitation.unknown")
    if invitation.used_at:
        raise Refused("people.invitation.used")
    if invitation.expires_at <= at:
        raise Refused("people.invitation.expired")
    if invitation.person and not invitation.person.is_active:
        raise Refused("people.invitation.left")
    if invitation.person is None and administrator_there():
        raise Refused("people.administrator.exists")
    return invitation


def accept_invitation(*, token: str, password: str, at: datetime, external_id: str = "", name: str = "") -> Person:
    """Set the password that a link allows, once. The first link of a house makes its administrator."""
    with transaction.atomic():
        invitation = find_invitation(token, at=at, lock=True)
        person = invitation.person or _first_administrator(external_id, name)
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused("people.password.weak", field="password") from error
        person.set_password(password)
        if invitation.person:
            person.save(update_fields=["password"])
            forget_sessions(person)
        else:
            person.save()
            rebuild_line()
        verb = "people.invitation.accepted" if invitation.person else "people.administrator.named"
        invitation.person, invitation.used_at = person, at
        invitation.save(update_fields=["person", "used_at"])
        trail.record(verb, by=person, noun=person, at=at)
        return person


def _first_administrator(external_id: str, name: str) -> Person:
    """Somebody new: who was imported already gets his link by `invite`, and nobody takes his sign-in name."""
    external_id = external_id.strip()
    name = name.strip() or external_id
    reasons = sign_in_name_faults(external_id) + too_long({"external_id": external_id, "name": name})
    refuse_with(reasons)
    return Person(external_id=external_id, name=name, role_given="administrator")


def _make(person: Person | None, by: Any, at: datetime) -> str:
    token = secrets.token_urlsafe(24)
    maker = None if by is SYSTEM else by
    Invitation.objects.create(
        person=person, token_digest=_digest(token), made_by=maker, at=at, expires_at=at + LIFETIME
    )
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
