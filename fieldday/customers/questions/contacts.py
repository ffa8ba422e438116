"""The people at a customer's, through somebody's eyes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fieldday.customers.models import Contact


def contact_seen(reader: Any, pk: UUID) -> Contact | None:
    """A contact who is there, when `reader` sees the customer; None otherwise."""
    return Contact.objects.visible_to(reader).select_related("account").filter(pk=pk, retired=False).first()


def contacts_of(account_id: UUID) -> QuerySet[Contact]:
    """Who is there at a customer found in sight, those in charge first, then as they were put in order."""
    rows = Contact.objects.unscoped("of a customer found in sight").filter(account_id=account_id, retired=False)
    return rows.order_by("-in_charge", "position", "name", "pk")
