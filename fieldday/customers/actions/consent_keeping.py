"""What a customer, or a person there, agreed to or refused: written down as it was said, never changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.attachments import attach_file
from fieldday.customers.actions.beside import account_locked, judge_person, record, row_locked
from fieldday.customers.models import Consent
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.actors import is_system
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people.authority import authorise
from fieldday.rules.text import clean, clean_lines
from fieldday.rules.verdict import Reason

MISTAKEN_WITHIN = timedelta(hours=1)
LONGEST_PROOF, LONGEST_SOURCE = 2000, 120
OLDEST = date(1990, 1, 1)


@dataclass(frozen=True)
class ConsentInput:
    """What was said: of a channel or "all", by a person there or (`contact_id` None) by the customer itself; where it
    was said, on which day (today where none is given), and what proves it: words, a file that is brought, or both."""

    channel: str
    source: str = ""
    day: date | None = None
    proof: str = ""
    contact_id: UUID | None = None
    upload: Any = None


def record_consent(*, by: Any, account_id: UUID, said: ConsentInput, at: datetime) -> Consent:
    """Write down that one may be reached. Raises Refused at "channel", "source", "day", "proof", "contact", "file": a
    consent says where it was given and what proves it."""
    return _record("customers.consent.given", True, by=by, account_id=account_id, said=said, at=at)


def record_refusal(*, by: Any, account_id: UUID, said: ConsentInput, at: datetime) -> Consent:
    """Write down that one may not be reached; no proof is asked for. One that is there already of that day stays the
    only one. Raises Refused at "channel", "source", "day", "contact"."""
    return _record("customers.consent.refused", False, by=by, account_id=account_id, said=said, at=at)


def unsay_refusal(*, by: Any, consent_id: UUID, at: datetime) -> Consent:
    """Take back a refusal that one wrote down by mistake, oneself and within the hour; the trail keeps both acts."""
    with transaction.atomic():
        row: Consent = row_locked(Consent, by, "customers.consent.mistaken", consent_id)
        authorise(POLICY, "customers.consent.mistaken", by=by, author=row.by)
        if not may_unsay(by, row, at):
            raise Refused("customers.consent.stands")
        record("customers.consent.mistaken", row, by=by, at=at, channel=row.channel, contact=row.contact_id)
        Consent.objects.unscoped("found in sight above").filter(pk=row.pk).delete()
        return row


def may_unsay(by: Any, row: Consent, at: datetime) -> bool:
    """Whether this row is a refusal that this person wrote down within the hour."""
    return not row.given and row.by_id == by.pk and at - row.at <= MISTAKEN_WITHIN


def _record(verb: str, given: bool, *, by: Any, account_id: UUID, said: ConsentInput, at: datetime) -> Consent:
    authorise(POLICY, verb, by=by)
    with transaction.atomic():
        account = account_locked(by, verb, account_id)
        today = clock.local_day(at)
        source, proof = clean(said.source), clean_lines(said.proof)
        refuse_with([*_judge(said, source, proof, today, given=given), *judge_person(account.pk, said.contact_id)])
        kept = None
        if given and said.upload is not None:
            kept = attach_file(by=by, account_id=account.pk, upload=said.upload, at=at, contact_id=said.contact_id)
            proof = proof or kept.name
        day = said.day or today
        columns = {"contact_id": said.contact_id, "channel": said.channel, "given": given, "day": day}
        if not given:
            same = Consent.objects.unscoped("of a customer found in sight").filter(account=account, **columns)
            if (present := same.first()) is not None:
                return present
        row = Consent.objects.create(
            account=account,
            source=source,
            proof=proof,
            attachment=kept,
            by=None if is_system(by) else by,
            at=at,
            **columns,
        )
        facts: dict[str, Any] = {"channel": row.channel, "contact": row.contact_id, "source": source, "said_on": day}
        record(verb, row, by=by, at=at, **facts)
        return row


def _judge(said: ConsentInput, source: str, proof: str, today: date, *, given: bool) -> list[Reason]:
    reasons = []
    if said.channel not in Consent.CHANNELS:
        reasons.append(Reason("customers.consent.unknown_channel", {}, "channel"))
    if given and not source:
        reasons.append(Reason("customers.consent.without_source", {}, "source"))
    if given and not proof and said.upload is None:
        reasons.append(Reason("customers.consent.without_proof", {}, "proof"))
    for text, most, field in ((source, LONGEST_SOURCE, "source"), (proof, LONGEST_PROOF, "proof")):
        if len(text) > most:
            reasons.append(Reason("customers.account.too_long", {"most": most}, field))
    if said.day is not None and said.day > today:
        reasons.append(Reason("customers.consent.not_yet", {}, "day"))
    if said.day is not None and said.day < OLDEST:
        reasons.append(Reason("customers.consent.too_old", {}, "day"))
    return reasons
