"""Change a contact of a customer; remove one who is there no more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.contact_adding import ContactInput, judge_contact, tidied
from fieldday.customers.models import Contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import require_stamp
from fieldday.kit.uses import counts
from fieldday.people.authority import authorise

STAMPED = ("name", "title", "phone", "in_charge", "retired")


def change_contact(*, by: Any, contact_id: UUID, said: ContactInput, at: datetime, seen: str | None = None) -> Contact:
    """Set what is known of a contact to what the form says; a form that changes nothing writes nothing.

    Raises Refused: missing when the customer is out of sight, `kit.form.changed_meanwhile`, else the reasons at their
    fields ("contact_name" …).
    """
    with transaction.atomic():
        contact = _locked(by, "customers.contact.changed", contact_id)
        columns = tidied(said)
        changes = {
            name: [getattr(contact, name), new] for name, new in columns.items() if getattr(contact, name) != new
        }
        if not changes:
            return contact
        require_stamp(contact, STAMPED, seen)
        if reasons := judge_contact(said):
            raise Refused(reasons[0].code, reasons)
        for name in changes:
            setattr(contact, name, columns[name])
        contact.save(update_fields=list(changes))
        _record("customers.contact.changed", contact, by, at, changed=changes)
        return contact


def remove_contact(*, by: Any, contact_id: UUID, at: datetime) -> UUID:
    """Take a contact off the customer's card; answers the customer. Visits at which one met him go on naming him: then
    the entry stays behind, offered no more."""
    with transaction.atomic():
        contact = _locked(by, "customers.contact.removed", contact_id)
        used = counts(Contact, [contact.pk]).get(contact.pk, 0)
        _record("customers.contact.removed", contact, by, at, name=contact.name, met=used)
        if used:
            contact.retired = True
            contact.save(update_fields=["retired"])
        else:
            contact.delete()
        return contact.account_id


def _locked(by: Any, verb: str, contact_id: UUID) -> Contact:
    rows = Contact.objects.visible_to(by).select_for_update(of=("self",))
    contact = rows.filter(pk=contact_id, retired=False).first()
    authorise(POLICY, verb, by=by, seen=contact is not None)
    if contact is None:
        raise Refused("people.not_found", missing=True)
    return contact


def _record(verb: str, contact: Contact, by: Any, at: datetime, **facts: Any) -> None:
    about = {"account_id": contact.account_id, "day": clock.local_day(at)}
    trail.record(verb, by=by, noun=contact, at=at, **about, **facts)
