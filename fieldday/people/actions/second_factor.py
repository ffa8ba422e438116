"""The second step at sign-in: an authenticator app, and codes on paper for the day the phone is lost."""

import secrets
from datetime import datetime

from django.db import transaction

from fieldday import trail
from fieldday.kit.encryption import keyed_digest
from fieldday.kit.refusals import Refused
from fieldday.people.actions.tries import count_failure, forget_failures, is_closed
from fieldday.people.authority import authorise
from fieldday.people.models import Company, Passkey, Person, RecoveryCode, Totp
from fieldday.people.policy import POLICY
from fieldday.rules.totp import matching_step

SECRET_BYTES = 20
# No letter or digit that is taken for another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
RECOVERY_CODES = 10
HALF = 5


def start_totp(*, by: Person, at: datetime) -> Totp:
    """Make the secret of an authenticator app that is to be confirmed by a code. One that was not confirmed lapses."""
    authorise(POLICY, "people.second_factor.started", by=by, author=by)
    with transaction.atomic():
        _locked(by)
        totp = Totp.objects.visible_to(by).first()
        if totp and totp.confirmed_at:
            raise Refused("people.second_factor.enrolled_already")
        totp = totp or Totp(person=by)
        totp.shared = secrets.token_bytes(SECRET_BYTES)
        totp.made_at, totp.last_step = at, 0
        totp.save()
        trail.record("people.second_factor.started", by=by, noun=by, at=at)
        return totp


def enrol_totp(*, by: Person, code: str, at: datetime) -> tuple[str, ...]:
    """Confirm the app by the code it shows: from now on sign-in asks for one. Answers the recovery codes, once."""
    authorise(POLICY, "people.second_factor.enrolled", by=by, author=by)
    with transaction.atomic():
        totp = Totp.objects.visible_to(by).select_for_update(of=("self",)).filter(confirmed_at=None).first()
        if totp is None:
            raise Refused("people.second_factor.not_started")
        if (step := _step(totp, code, at)) is None:
            raise Refused("people.second_factor.wrong_code", field="code")
        totp.confirmed_at, totp.last_step = at, step
        totp.save(update_fields=["confirmed_at", "last_step"])
        trail.record("people.second_factor.enrolled", by=by, noun=by, at=at)
        return _fresh_codes(by, at)


def remove_totp(*, by: Person, at: datetime) -> None:
    """Give up the app. Raises Refused when one's role may not do without and nothing else is there."""
    authorise(POLICY, "people.second_factor.removed", by=by, author=by)
    with transaction.atomic():
        _locked(by)
        totp = Totp.objects.visible_to(by).first()
        if totp is None:
            raise Refused("people.second_factor.not_started")
        require_another(by, but_totp=True)
        totp.delete()
        if not Passkey.objects.visible_to(by).exists():
            RecoveryCode.objects.visible_to(by).delete()
        trail.record("people.second_factor.removed", by=by, noun=by, at=at)


def make_recovery_codes(*, by: Person, at: datetime) -> tuple[str, ...]:
    """New recovery codes; those of before work no longer. They are shown now and never again."""
    authorise(POLICY, "people.recovery_codes.made", by=by, author=by)
    with transaction.atomic():
        _locked(by)
        if not _has_factor(by):
            raise Refused("people.second_factor.not_started")
        return _fresh_codes(by, at)


def pass_second_step(*, by: Person, code: str, at: datetime) -> str:
    """How the code passes: "totp" or "recovery_code"; "" when it does not, which is counted.

    Raises Refused when there were too many failures lately.
    """
    authorise(POLICY, "people.recovery_code.used", by=by, author=by)
    if is_closed(by, at):
        raise Refused("people.second_factor.closed")
    with transaction.atomic():
        method = _passes(by, code, at)
        if method == "recovery_code":
            trail.record("people.recovery_code.used", by=by, noun=by, at=at)
    if method:
        forget_failures(by)
    else:
        count_failure(by, at)
    return method


def require_another(person: Person, *, but_totp: bool = False, but_passkey: int = 0) -> None:
    """Raise Refused when the company asks for a second step and nothing would be left for it."""
    if person.role not in Company.the().second_factor_roles:
        return
    app = not but_totp and Totp.objects.visible_to(person).exclude(confirmed_at=None).exists()
    if not app and not Passkey.objects.visible_to(person).exclude(pk=but_passkey).exists():
        raise Refused("people.second_factor.required_of_role")


def _passes(by: Person, code: str, at: datetime) -> str:
    totp = Totp.objects.visible_to(by).select_for_update(of=("self",)).exclude(confirmed_at=None).first()
    if totp and (step := _step(totp, code, at)) is not None:
        totp.last_step = step
        totp.save(update_fields=["last_step"])
        return "totp"
    codes = RecoveryCode.objects.visible_to(by).filter(digest=_digest(by, code), used_at=None)
    return "recovery_code" if codes.update(used_at=at) else ""


def _step(totp: Totp, code: str, at: datetime) -> int | None:
    secret = totp.shared
    return None if secret is None else matching_step(secret, code, at=at, last_step=totp.last_step)


def _fresh_codes(by: Person, at: datetime) -> tuple[str, ...]:
    RecoveryCode.objects.visible_to(by).delete()
    codes = tuple("-".join(_letters() for _ in range(2)) for _ in range(RECOVERY_CODES))
    RecoveryCode.objects.bulk_create(RecoveryCode(person=by, digest=_digest(by, code), made_at=at) for code in codes)
    trail.record("people.recovery_codes.made", by=by, noun=by, at=at, count=len(codes))
    return codes


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(HALF))


def _digest(person: Person, code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isalnum())
    return keyed_digest(f"{person.pk}:{letters}", purpose="recovery code")


def _has_factor(by: Person) -> bool:
    app = Totp.objects.visible_to(by).exclude(confirmed_at=None).exists()
    return app or Passkey.objects.visible_to(by).exists()


def _locked(person: Person) -> None:
    """One act on a person's own security at a time."""
    Person.objects.visible_to(person).select_for_update(of=("self",)).filter(pk=person.pk).first()
