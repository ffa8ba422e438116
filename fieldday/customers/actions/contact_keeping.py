"""Change a contact of a customer, move him in the order, remove one who is there no more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.contact_content import ContactInput, judge_contact, tidied
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.contacts import contacts_of
from fieldday.kit import clock
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.pictures import forget_picture
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.kit.uses import counts_by_label
from fieldday.people.authority import authorise

GOES_ALONG = frozenset({"customers.Anniversary", "customers.Place"})  # of the person alone


def change_contact(
    *, by: Any, contact_id: UUID, said: ContactInput, at: datetime, version: int | None = None
) -> Contact:
    """Set what is known of a contact to what the form says; a form that changes nothing writes nothing.

    Raises Refused: missing when the customer is out of sight, `customers.contact.changed_meanwhile` when `version` is
    not the one that stands now (None asks for nothing), else the reasons at their fields ("contact_name" …).
    """
    with transaction.atomic():
        contact = _locked(by, "customers.contact.changed", contact_id)
        columns = tidied(said)
        changes = changes_of(contact, columns)
        if not changes:
            return contact
        if version is not None and version != contact.version:
            raise Refused("customers.contact.changed_meanwhile")
        refuse_with(judge_contact(said))
        apply_changes(contact, changes)
        contact.version += 1
        contact.save(update_fields=[*changes, "version"])
        write_search_rows([contact.account])
        _record("customers.contact.changed", contact, by, at, name=contact.name, changed=changes)
        return contact


def move_contact(*, by: Any, contact_id: UUID, up: bool, at: datetime) -> Contact:
    """Move a contact one place up or down among those that stand beside him: in charge, or not."""
    with transaction.atomic():
        contact = _locked(by, "customers.contact.changed", contact_id)
        row = [one for one in contacts_of(contact.account_id) if one.in_charge == contact.in_charge]
        place = [one.pk for one in row].index(contact.pk)
        other = place + (-1 if up else 1)
        if not 0 <= other < len(row):
            return contact
        row[place], row[other] = row[other], row[place]
        for position, one in enumerate(row):
            one.position = position
        contacts = Contact.objects.unscoped("of a customer found in sight")
        contacts.bulk_update(row, ["position"])
        _record("customers.contact.moved", contact, by, at)
        return contact


def remove_contact(*, by: Any, contact_id: UUID, at: datetime) -> UUID:
    """Take a contact off the customer's card; answers the customer. Visits at which one met him go on naming him: then
    the entry stays behind, offered no more. What else was kept of the person alone goes with the entry."""
    with transaction.atomic():
        contact = _locked(by, "customers.contact.removed", contact_id)
        uses = counts_by_label(Contact, [contact.pk]).get(contact.pk, {})
        used = sum(count for label, count in uses.items() if label not in GOES_ALONG)
        _record("customers.contact.removed", contact, by, at, name=contact.name, met=used)
        if used:
            contact.retired = True
            contact.version += 1
            contact.save(update_fields=["retired", "version"])
        else:
            photo = contact.photo
            contact.delete()
            transaction.on_commit(lambda: forget_picture(photo))
        write_search_rows([contact.account])
        return contact.account_id


def _locked(by: Any, verb: str, contact_id: UUID) -> Contact:
    """The contact, the customer locked first: its search row is written with it."""
    found = Contact.objects.visible_to(by).filter(pk=contact_id, retired=False)
    account = Account.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=found.values("account_id"))
    customer = account.first()
    contact = found.select_for_update(of=("self",)).first() if customer else None
    authorise(POLICY, verb, by=by, seen=contact is not None)
    if contact is None:
        raise Refused("people.not_found", missing=True)
    return contact


def _record(verb: str, contact: Contact, by: Any, at: datetime, **facts: Any) -> None:
    about = {"account_id": contact.account_id, "day": clock.local_day(at)}
    trail.record(verb, by=by, noun=contact, at=at, **about, **facts)
