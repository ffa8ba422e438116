"""A person's passkeys: add one that proved itself, name it, remove it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.kit.webauthn import Registered
from fieldday.people.actions.second_factor import require_another
from fieldday.people.authority import authorise
from fieldday.people.models import Passkey, Person, RecoveryCode, Totp
from fieldday.people.policy import POLICY
from fieldday.rules.text import clean

MOST = 20
LONGEST_NAME = 60


def add_passkey(*, by: Person, made: Registered, name: str, at: datetime) -> Passkey:
    """Keep a passkey under a name. Raises Refused when it is known already, or there are very many."""
    authorise(POLICY, "people.passkey.added", by=by, author=by)
    with transaction.atomic():
        mine = Passkey.objects.visible_to(by)
        if mine.count() >= MOST:
            raise Refused("people.passkey.too_many", most=MOST)
        passkey = Passkey(
            person=by,
            name=_tidy(name) or "Passkey",
            credential_id=made.credential_id,
            credential=made.credential,
            sign_count=made.sign_count,
            made_at=at,
        )
        try:
            with transaction.atomic():
                passkey.save()
        except IntegrityError as error:
            raise Refused("people.passkey.known") from error
        trail.record("people.passkey.added", by=by, noun=passkey, at=at, name=passkey.name)
        return passkey


def name_passkey(*, by: Person, passkey_id: int, name: str, at: datetime) -> Passkey:
    """Give a passkey of one's own another name."""
    authorise(POLICY, "people.passkey.named", by=by, author=by)
    with transaction.atomic():
        passkey = _mine(by, passkey_id)
        if not _tidy(name):
            raise Refused("people.passkey.without_name", field="name")
        passkey.name = _tidy(name)
        passkey.save(update_fields=["name"])
        trail.record("people.passkey.named", by=by, noun=passkey, at=at, name=passkey.name)
        return passkey


def remove_passkey(*, by: Person, passkey_id: int, at: datetime) -> None:
    """Sign in with it no longer. Raises Refused when the company asks for a second step and it was the only one."""
    authorise(POLICY, "people.passkey.removed", by=by, author=by)
    with transaction.atomic():
        passkey = _mine(by, passkey_id)
        require_another(by, but_passkey=passkey.pk)
        trail.record("people.passkey.removed", by=by, noun=passkey, at=at, name=passkey.name)
        passkey.delete()
        if not Passkey.objects.visible_to(by).exists() and not Totp.objects.visible_to(by).exists():
            RecoveryCode.objects.visible_to(by).delete()


def _mine(by: Person, passkey_id: int) -> Passkey:
    passkey = Passkey.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=passkey_id).first()
    if passkey is None:
        raise Refused("people.not_found", missing=True)
    return passkey


def _tidy(name: str) -> str:
    return clean(name)[:LONGEST_NAME]
