"""Who may be reached by which channel: rows of consent and refusal, read by `rules.consent`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.models import Account, Consent, Contact, FormerRefusal
from fieldday.customers.questions.presence import ANYTHING
from fieldday.kit.encryption import keyed_digest
from fieldday.kit.prepared import prepared
from fieldday.rules import consent as rule
from fieldday.rules.consent import ACCOUNT, FORMER, PERSON, Reach, Statement
from fieldday.rules.dedupe import phone_key

WHY = "of customers and contacts found in sight"
PURPOSE = "former refusals"
RELATED = frozenset({"active", "dormant", "lost"})  # business is done, or was, with customers of these statuses
NUMBERS = frozenset({"phone", "mobile", "fax"})


@dataclass(frozen=True)
class Consents:
    """What was said at one customer: the rows, the latest first, and which channels are refused there, to itself
    (None) and to each contact by id."""

    rows: tuple[Consent, ...]
    said: Mapping[UUID | None, tuple[Statement, ...]] = field(default_factory=dict)
    day: date = date.min

    def refused(self, contact_id: UUID | None, channel: str) -> Reach | None:
        """Why this channel is refused, or None when nobody refused it."""
        reach = rule.may_reach(channel, self.said.get(contact_id, ()), self.day, mass=False)
        return reach if reach.refused else None

    def channels(self, contact_id: UUID | None) -> tuple[str, ...]:
        """The channels that are refused."""
        return rule.refused_channels(self.said.get(contact_id, ()), self.day)

    def agreed(self, contact_id: UUID | None) -> tuple[tuple[str, Statement], ...]:
        """The channels by which one may be sent to, each with the consent that says so."""
        said = self.said.get(contact_id, ())
        found = ((channel, rule.may_reach(channel, said, self.day, mass=True)) for channel in rule.CHANNELS)
        return tuple((channel, reach.by) for channel, reach in found if reach.allowed and reach.by)


def may_reach(contacts: Iterable[Contact], channel: str, day: date, *, mass: bool = True) -> dict[UUID, Reach]:
    """Whether each of these contacts, found by other means, may be reached by a channel on a day, and why.

    `mass`: sending to many at once. Four queries at most, however many contacts.
    """
    contacts = list(contacts)
    said = _said(contacts)
    accounts = Account.objects.unscoped(WHY).filter(pk__in={one.account_id for one in contacts}, status__in=RELATED)
    related = set() if mass else set(accounts.values_list("pk", flat=True))
    return {
        one.pk: rule.may_reach(channel, said[one.pk], day, mass=mass, relation=one.account_id in related)
        for one in contacts
    }


def consents_at(
    account: Account, contacts: Collection[Contact], *, day: date, there: Collection[str] = ANYTHING
) -> Consents:
    """What was said at a customer found in sight, by itself and by these contacts. Two queries, fewer where `presence`
    knows that nothing is `there` to be asked for."""
    rows = Consent.objects.unscoped(WHY).filter(account_id=account.pk).select_related("contact", "by", "attachment")
    found = tuple(rows.order_by("-day", "-at")) if "consents" in there else ()
    ways: dict[UUID | None, frozenset[str]] = dict.fromkeys((None, *(one.pk for one in contacts)), frozenset())
    if "former" in there:
        ways = {None: ways_of(account), **{one.pk: ways_of(one) for one in contacts}}
    former = _former(set().union(*ways.values()))
    own = tuple(_statement(row, PERSON) for row in found if row.contact_id is None)
    said: dict[UUID | None, tuple[Statement, ...]] = {None: own + _of(former, ways[None])}
    above = tuple(_statement(row, ACCOUNT) for row in found if row.contact_id is None)
    for one in contacts:
        his = tuple(_statement(row, PERSON) for row in found if row.contact_id == one.pk)
        said[one.pk] = his + above + _of(former, ways[one.pk])
    return Consents(found, said, day)


def channels_refused(
    accounts: Iterable[Any], contacts: Iterable[Any], *, day: date
) -> dict[tuple[UUID, UUID | None], tuple[str, ...]]:
    """The channels refused by each of these customers (None) and contacts there, by (customer, contact), where any
    is. All found in sight, rows or their values by name; three queries, however many."""
    rows: dict[tuple[UUID, UUID | None], Any] = {(one.pk, None): one for one in accounts}
    rows |= {(one.account_id, one.pk): one for one in contacts}
    said: dict[tuple[UUID, UUID | None], list[Statement]] = {}
    for row in _consents({account for account, _contact in rows}) if rows else ():
        said.setdefault((row.account_id, row.contact_id), []).append(_statement(row, PERSON))
    above = {
        account: [replace(one, of=ACCOUNT) for one in found]
        for (account, contact), found in said.items()
        if contact is None
    }
    if FormerRefusal.objects.unscoped("compared, never shown").exists():
        ways = {key: ways_of(row) for key, row in rows.items()}
        former = _former(set().union(*ways.values()))
        for key, digests in ways.items():
            if found := _of(former, digests):
                said.setdefault(key, []).extend(found)
    answer = {}
    for key in rows:
        account, contact = key
        stated = [*said.get(key, ()), *(above.get(account, ()) if contact else ())]
        if stated and (channels := rule.refused_channels(stated, day)):
            answer[key] = channels
    return answer


@prepared
def _consents(accounts: set[UUID]) -> Any:
    return Consent.objects.unscoped(WHY).filter(account_id__among=accounts)


def ways_of(row: Account | Contact) -> frozenset[str]:
    """The numbers and addresses of a customer or contact as keyed digests, under which refusals outlive a person."""
    numbers = {row.phone, getattr(row, "mobile", "")}
    texts = {("email", row.email), ("line", row.line_id)}
    for way in getattr(row, "more", ()):
        if way.get("kind") in NUMBERS:
            numbers.add(way.get("value", ""))
        else:
            texts.add((str(way.get("kind")), way.get("value", "")))
    keys = {f"number:{key}" for number in numbers if (key := phone_key(number or ""))}
    keys |= {f"{kind}:{text.strip().casefold()}" for kind, text in texts if text and text.strip()}
    return frozenset(keyed_digest(key, purpose=PURPOSE) for key in keys)


def _said(contacts: list[Contact]) -> dict[UUID, list[Statement]]:
    ways = {one.pk: ways_of(one) for one in contacts}
    former = _former(set().union(*ways.values()))
    said: dict[UUID, list[Statement]] = {one.pk: list(_of(former, ways[one.pk])) for one in contacts}
    of_account: dict[UUID, list[Statement]] = {}
    accounts = {one.account_id for one in contacts}
    wanted = Q(contact__in=list(said)) | Q(contact=None, account__in=accounts)
    for row in Consent.objects.unscoped(WHY).filter(wanted):
        if row.contact_id is None:
            of_account.setdefault(row.account_id, []).append(_statement(row, ACCOUNT))
        else:
            said[row.contact_id].append(_statement(row, PERSON))
    for one in contacts:
        said[one.pk] += of_account.get(one.account_id, ())
    return said


def _former(digests: Collection[str]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    if digests:
        for row in FormerRefusal.objects.unscoped("compared, never shown").filter(digest__in=digests):
            found.setdefault(row.digest, []).append(Statement(row.channel, False, row.day, FORMER))
    return found


def _of(former: Mapping[str, list[Statement]], digests: Iterable[str]) -> tuple[Statement, ...]:
    return tuple(one for digest in digests for one in former.get(digest, ()))


def _statement(row: Any, of: str) -> Statement:
    return Statement(row.channel, row.given, row.day, of, bool(row.proof), row.source, row.at)
