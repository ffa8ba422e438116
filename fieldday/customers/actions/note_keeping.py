"""Needs, habits and other things worth knowing, written on a customer's card: written, marked as true no more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import account_locked, judge_person, record, row_locked
from fieldday.customers.models import AccountNote
from fieldday.kit import clock
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import refuse_with
from fieldday.rules.text import clean_lines
from fieldday.rules.verdict import Reason

LONGEST = 2000


@dataclass(frozen=True)
class NoteInput:
    """A note: of `day`, today where none is given; of a person there, or of the customer."""

    kind: str
    text: str
    day: date | None = None
    contact_id: UUID | None = None


def write_note(*, by: Any, account_id: UUID, said: NoteInput, at: datetime) -> AccountNote:
    """Write a note on the card of a customer in sight. Raises Refused with the reasons at their fields."""
    with transaction.atomic():
        account = account_locked(by, "customers.note.written", account_id)
        today = clock.local_day(at)
        text = clean_lines(said.text)
        refuse_with([*_judge(said, text, today), *judge_person(account.pk, said.contact_id)])
        note = AccountNote.objects.create(
            account=account, contact_id=said.contact_id, kind=said.kind, text=text, day=said.day or today,
            by=None if is_system(by) else by, at=at,
        )  # fmt: skip
        record("customers.note.written", note, by=by, at=at, kind=note.kind)
        return note


def retire_note(*, by: Any, note_id: UUID, at: datetime, retired: bool = True) -> UUID:
    """Say that a note holds no more (or, not `retired`, that it does again); answers the customer. The words stay."""
    verb = "customers.note.retired" if retired else "customers.note.restored"
    with transaction.atomic():
        note = row_locked(AccountNote, by, verb, note_id)
        if note.retired != retired:
            note.retired = retired
            note.save(update_fields=["retired"])
            record(verb, note, by=by, at=at, kind=note.kind)
        account_id: UUID = note.account_id
        return account_id


def _judge(said: NoteInput, text: str, today: date) -> list[Reason]:
    reasons = []
    if said.kind not in AccountNote.KINDS:
        reasons.append(Reason("customers.note.unknown_kind", {}, "kind"))
    if not text:
        reasons.append(Reason("customers.note.without_text", {}, "text"))
    if len(text) > LONGEST:
        reasons.append(Reason("customers.account.too_long", {"most": LONGEST}, "text"))
    if said.day is not None and said.day > today:
        reasons.append(Reason("customers.note.not_yet", {}, "day"))
    return reasons
