"""Take a person out: a contact, or a customer who is a person. It cannot be undone.

Name, numbers, addresses, pictures, notes, days, files and what the trail says of him go; the row stays, so that visits
and orders keep their sums. What he had refused stays as a keyed digest of his numbers. Signed papers stay as they were
signed (docs/decisions/0013).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from fieldday.customers.actions import erasing_texts
from fieldday.customers.actions.beside import record
from fieldday.customers.actions.folding import folded, forget_folded
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import (
    Account,
    AccountNote,
    Anniversary,
    Attachment,
    Consent,
    Contact,
    FormerRefusal,
    Merge,
    Place,
)
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.consents import ways_of
from fieldday.kit import clock, files, moving
from fieldday.kit.actors import is_system
from fieldday.kit.pictures import forget_picture
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.rules import consent as rule
from fieldday.rules.consent import Statement
from fieldday.rules.text import clean
from fieldday.trail.erasing import about, erase_payloads, naming

WHY = "of a person found in sight, who is erased"
BESIDE = (Anniversary, Place, AccountNote, Attachment, Consent)
BLANK_CONTACT: dict[str, Any] = {
    **dict.fromkeys(("title", "role", "phone", "mobile", "email", "line_id", "note", "photo", "uid"), ""),
    **dict.fromkeys(("phone_key", "mobile_key"), ""),
    "more": [],
    "retired": True,
}
BLANK_ACCOUNT: dict[str, Any] = {
    **dict.fromkeys(("tax_id", "phone", "email", "address", "line_id", "note", "photo", "phone_key"), ""),
    **dict.fromkeys(("external_id", "latitude", "longitude"), None),
    "tax_id_checks": True,
    "phone_checks": True,
    "visit_hours": {},
    "fields": {},
}


Also = Callable[[UUID, Collection[str], str], None]


@dataclass
class _Going:
    """What is taken out together."""

    account: Account
    contacts: list[Contact]
    whole: bool  # the customer is the person
    words: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)


def erase_contact(*, by: Any, contact_id: UUID, at: datetime, typed: str = "", also: Also | None = None) -> UUID:
    """Erase one contact for good; answers the customer. Who does it types the name (`typed`); a duty does not. `also`
    takes the words by which he is named out of what higher rooms keep: it gets the customer, the words, and what stands
    for them.

    Raises Refused: missing when there is none in sight or he was erased already, `customers.person.not_typed`.
    """
    verb = "customers.contact.erased"
    with transaction.atomic():
        rows = Contact.objects.unscoped("a duty") if is_system(by) else Contact.objects.visible_to(by)
        found = rows.filter(pk=contact_id, erased_at=None)
        account = _locked(found.values("account_id"))
        contact = found.select_for_update(of=("self",)).first() if account else None
        authorise(POLICY, verb, by=by, seen=contact is not None)
        if contact is None or account is None:
            raise Refused("people.not_found", missing=True)
        _require_typed(by, typed, contact.name)
        _erase(_Going(account, [contact], whole=False), verb, contact, by=by, at=at, also=also)
        return account.pk


def erase_account(*, by: Any, account_id: UUID, at: datetime, typed: str = "", also: Also | None = None) -> UUID:
    """Erase a customer who is a person, with everybody written down there. Raises Refused as `erase_contact` does, and
    `customers.person.no_person` for a company."""
    verb = "customers.account.erased"
    with transaction.atomic():
        rows = Account.objects.unscoped("a duty") if is_system(by) else Account.objects.visible_to(by)
        account = _locked(rows.filter(pk=account_id).values("pk"))
        authorise(POLICY, verb, by=by, seen=account is not None)
        if account is None:
            raise Refused("people.not_found", missing=True)
        if account.kind != "person":
            raise Refused("customers.person.no_person")
        _require_typed(by, typed, account.name)
        there = Contact.objects.unscoped(WHY).filter(account=account, erased_at=None)
        contacts = list(there.select_for_update(of=("self",)))
        _erase(_Going(account, contacts, whole=True), verb, account, by=by, at=at, also=also)
        return account.pk


def erased_name() -> str:
    """What stands for the name, in the company's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Erased contact")


def _locked(ids: Any) -> Account | None:
    rows = Account.objects.unscoped("found in sight by the verb").select_for_update(of=("self",))
    return rows.filter(pk__in=ids).first()


def _require_typed(by: Any, typed: str, name: str) -> None:
    if not is_system(by) and clean(typed) != clean(name):
        raise Refused("customers.person.not_typed", field="typed")


def _erase(going: _Going, verb: str, noun: Any, *, by: Any, at: datetime, also: Also | None) -> None:
    account, ids = going.account, [one.pk for one in going.contacts]
    merges = Merge.objects.unscoped(WHY).filter(kept=account)
    went = folded(merges, ids)  # contacts that were found to be him when customers were merged
    ids += [UUID(one["row"]["id"]) for one in went]
    before = [moving.unpacked(Contact, one[row]) for one in went for row in ("row", "before")]
    going.photos += [one.photo for one in before]
    going.words = erasing_texts.words_of([*going.contacts, *before, *([account] if going.whole else ())])
    if not going.whole:
        going.words -= erasing_texts.shared_words(account, ids)
    _keep_refusals(going, at)
    customers = [account.pk, *merges.values_list("gone_id", flat=True)]
    whose = Q(account=account) if going.whole else Q(contact__in=ids)
    which = about("customers.contact", ids) | (about("customers.account", customers) if going.whole else Q(pk__in=[]))
    counts = {}
    for model in BESIDE:
        rows = list(model.objects.unscoped(WHY).filter(whose))  # type: ignore[attr-defined]  # each has it
        counts[model._meta.model_name or ""] = len(rows)
        which |= about(f"customers.{model._meta.model_name}", [row.pk for row in rows])
        going.paths += [row.path for row in rows if isinstance(row, Attachment)]
        model.objects.unscoped(WHY).filter(pk__in=[row.pk for row in rows]).delete()  # type: ignore[attr-defined]
    ran = erasing_texts.imports_of(["customers.contact", "customers.account"], [*ids, account.pk])
    payloads = erase_payloads(which | naming(customers, going.words), by=by, noun=noun, at=at)
    _blank(going, at)
    erasing_texts.replace_in_notes(account, going.words, erased_name())
    forget_folded(merges, ids)
    erasing_texts.redact_merges(merges, going.words)
    going.paths += erasing_texts.redact_imports(ran, going.words) + erasing_texts.redact_files(going.words)
    going.paths += erasing_texts.forget_exports(whole=going.whole)
    if also is not None:
        also(account.pk, going.words, erased_name())
    write_search_rows([account])
    record(verb, noun, by=by, at=at, account_id=account.pk, payloads=payloads, counts=counts)
    transaction.on_commit(lambda: _forget(going.paths, going.photos))


def _blank(going: _Going, at: datetime) -> None:
    name = erased_name()
    for contact in going.contacts:
        going.photos.append(contact.photo)
        for column, value in {**BLANK_CONTACT, "name": name, "erased_at": at}.items():
            setattr(contact, column, value)
        contact.version += 1
        contact.save()
    account = going.account
    if going.whole:
        going.photos.append(account.photo)
        for column, value in {**BLANK_ACCOUNT, "name": name}.items():
            setattr(account, column, value)
    account.version += 1  # a merge of before is not undone any more
    account.save()


def _keep_refusals(going: _Going, at: datetime) -> None:
    """What stands refused goes on under digests of the numbers."""
    day = clock.local_day(at)
    said: Iterable[tuple[Any, Q]] = [(one, Q(contact=one)) for one in going.contacts]
    if going.whole:
        said = [*said, (going.account, Q(account=going.account, contact=None))]
    for whose, rows in said:
        found = list(Consent.objects.unscoped(WHY).filter(rows))
        refused = rule.refused_channels(
            [Statement(row.channel, row.given, row.day, proof=bool(row.proof)) for row in found], day
        )
        ways = ways_of(whose)
        for row in found:
            if not row.given and (row.channel in refused or (row.channel == rule.ALL and refused)):
                _keep_refusal(ways, row)


def _keep_refusal(ways: Collection[str], row: Consent) -> None:
    for digest in ways:
        kept, made = FormerRefusal.objects.unscoped("kept under a digest").get_or_create(
            digest=digest, channel=row.channel, defaults={"day": row.day}
        )
        if not made and kept.day < row.day:
            kept.day = row.day
            kept.save(update_fields=["day"])


def _forget(paths: Iterable[str], photos: Iterable[str]) -> None:
    for path in paths:
        files.forget(path)
    for path in filter(None, photos):
        forget_picture(path)
