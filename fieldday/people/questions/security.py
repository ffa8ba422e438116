"""What a person has to prove who he is, and where he is signed in. Asked for himself alone."""

from dataclasses import dataclass
from datetime import datetime

from fieldday.kit.webauthn import Answer, NotProven, Place, proven
from fieldday.people.models import Passkey, Person, RecoveryCode, Session, Totp
from fieldday.people.questions.company import the_company
from fieldday.people.sessions import handle_of


@dataclass(frozen=True)
class OpenSession:
    """One browser in which he is signed in."""

    handle: str
    device: str
    began_at: datetime | None
    seen_at: datetime | None
    here: bool
    ran_out: bool  # signed in no more, but a phone may still keep its copy: ending it wipes that


@dataclass(frozen=True)
class Security:
    """All that the page about his own security shows."""

    app_since: datetime | None
    codes_left: int
    passkeys: tuple[Passkey, ...]
    sessions: tuple[OpenSession, ...]
    required: bool  # the company asks people of his role for a second step
    has_password: bool

    @property
    def has_factor(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)

    @property
    def missing(self) -> bool:
        """Whether he still has to set up what is asked of his role."""
        return self.required and not self.has_factor


@dataclass(frozen=True)
class Signed:
    """Whose passkey proved itself, and its new count."""

    person: Person
    passkey_id: int
    sign_count: int


def security_of(person: Person, session_key: str, *, at: datetime) -> Security:
    """What `person` has; `session_key` is that of the browser he sits at."""
    totp = Totp.objects.visible_to(person).exclude(confirmed_at=None).first()
    return Security(
        app_since=totp.confirmed_at if totp else None,
        codes_left=RecoveryCode.objects.visible_to(person).filter(used_at=None).count(),
        passkeys=tuple(Passkey.objects.visible_to(person).order_by("made_at", "pk")),
        sessions=_sessions(person, session_key, at),
        required=is_required(person),
        has_password=person.has_usable_password(),
    )


def _sessions(person: Person, session_key: str, at: datetime) -> tuple[OpenSession, ...]:
    here = handle_of(session_key)
    rows = Session.objects.filter(person=person)
    found = [
        OpenSession(row.handle, row.device, row.began_at, row.seen_at, row.handle == here, row.expire_date <= at)
        for row in rows
    ]
    oldest = datetime.min.replace(tzinfo=at.tzinfo)
    return tuple(sorted(found, key=lambda one: (one.here, one.seen_at or oldest), reverse=True))


def merely_ran_out(handle: str) -> bool:
    """Whether nobody ended this session: it ran out, or its browser lost it, and its person still works here.

    Whoever signs out, here or from another device, changes the password or leaves, has no row of it any more."""
    return Session.objects.filter(handle=handle[:32], person__is_active=True).exists()


def is_required(person: Person) -> bool:
    """Whether the company asks people of this role for a second step."""
    return person.role in the_company().second_factor_roles


def second_step_due(person: Person, *, role_counts: bool = True) -> bool:
    """Whether a sign-in by something else than a passkey needs a second step now.

    With an app it does; with passkeys alone when the role asks for it. Without either there is nothing to ask for.
    """
    if Totp.objects.visible_to(person).exclude(confirmed_at=None).exists():
        return True
    return role_counts and is_required(person) and Passkey.objects.visible_to(person).exists()


def enrolment_due(person: Person) -> bool:
    """Whether he must set up a second step before anything else: his role asks for one, and he has none."""
    if not is_required(person):
        return False
    app = Totp.objects.visible_to(person).exclude(confirmed_at=None).exists()
    return not app and not Passkey.objects.visible_to(person).exists()


def totp_to_confirm(person: Person) -> bytes | None:
    """The secret of an app that waits for its first code."""
    totp = Totp.objects.visible_to(person).filter(confirmed_at=None).first()
    return totp.shared if totp else None


def passkeys_known(person: Person) -> tuple[bytes, ...]:
    """What a browser is told not to register twice."""
    return tuple(bytes(one) for one in Passkey.objects.visible_to(person).values_list("credential", flat=True))


def who_signed(answer: Answer, state: dict[str, str], place: Place) -> Signed:
    """Whose passkey answered. Raises NotProven for an unknown key, a wrong answer, and people who left."""
    rows = Passkey.objects.unscoped("sign-in: the key says who it is").select_related("person")
    passkey = rows.filter(credential_id=answer.credential_id).first()
    if passkey is None or not passkey.person.is_active:
        raise NotProven
    count = proven(place, state, answer, credential=bytes(passkey.credential), sign_count=passkey.sign_count)
    return Signed(passkey.person, passkey.pk, count)


def person_on_the_way(pk: int) -> Person | None:
    """Who gave a right password and now has to take the second step; None when he has left meanwhile."""
    return Person.objects.unscoped("the second step of sign-in").filter(pk=pk, is_active=True).first()


def people_of_provider(*, claim: str, value: str) -> tuple[Person, ...]:
    """Who works here and is meant by a claim of the company's own sign-in: by e-mail, or else by sign-in name."""
    field = "email__iexact" if claim == "email" else "external_id__iexact"
    if not value.strip():
        return ()
    people = Person.objects.unscoped("sign-in through the company's provider").filter(is_active=True)
    return tuple(people.filter(**{field: value.strip()})[:2])
