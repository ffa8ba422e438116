"""Whom one met at a customer's: contacts that are known, and one written down on the spot."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.folding import contacts_stand_for
from fieldday.customers.models import Account, Contact
from fieldday.kit.refusals import Refused
from fieldday.visits.models import Visit


def set_contacts(
    visit: Visit,
    contacts: Collection[UUID] | None,
    fresh: ContactInput | None,
    *,
    by: Any,
    at: datetime,
    fresh_id: UUID | None = None,
) -> bool:
    """Make these the contacts met at a visit that another verb has locked, with a new one if it is named, under the id
    that the phone gave him, which makes him once; answers whether one of them is in charge. Raises Refused at "contact"
    for somebody else's contact."""
    if contacts is None and fresh is None:
        return False
    known = Contact.objects.unscoped("contacts of the customer whose visit is one's own").filter(account=visit.account)
    chosen = list(known.filter(pk__in=list(contacts))) if contacts else []
    lacking = set(contacts or ()) - {one.pk for one in chosen}
    if lacking:  # a phone may name one who went into another when customers were merged
        stands_for = contacts_stand_for(visit.account_id, lacking)
        lacking -= stands_for.keys()
        present = {one.pk for one in chosen}
        chosen += list(known.filter(pk__in=set(stands_for.values()) - present))
    if lacking:
        raise Refused("visits.contact.unknown", field="contact")
    there = known.filter(pk=fresh_id).first() if fresh and fresh_id else None
    if there:
        chosen.append(there)
    elif fresh:
        if not Account.objects.visible_to(by).filter(pk=visit.account_id).exists():
            raise Refused("visits.contact.not_yours", field="contact_name")
        if fresh_id and Contact.objects.unscoped("an id is taken, whoever has it").filter(pk=fresh_id).exists():
            raise Refused("visits.contact.unknown", field="contact_name")
        chosen.append(add_contact(by=by, account_id=visit.account_id, said=fresh, at=at, contact_id=fresh_id))
    _write(visit, {contact.pk for contact in chosen})
    return any(contact.in_charge for contact in chosen)


def _write(visit: Visit, wanted: set[UUID]) -> None:
    through = Visit.contacts.through
    rows = through.objects.filter(visit=visit)
    present = set(rows.values_list("contact_id", flat=True))
    if present - wanted:
        rows.filter(contact_id__in=present - wanted).delete()
    through.objects.bulk_create([through(visit=visit, contact_id=pk) for pk in sorted(wanted - present)])
