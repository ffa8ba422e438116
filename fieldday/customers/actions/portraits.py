"""The photo of a customer or of a person there: set, taken away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import record, row_locked
from fieldday.customers.models import Account, Contact
from fieldday.kit.pictures import Picture, forget_picture, keep_picture, picture_of

FOLDER = "portraits"


def keep_portrait(
    *, by: Any, upload: Any, at: datetime, account_id: UUID | None = None, contact_id: UUID | None = None
) -> Account | Contact:
    """Set the photo of a customer in sight, or of one of its contacts: one of the two.

    `upload` is a file as it came, or the `Picture` that `kit.pictures.picture_of` made of it: making it takes a
    moment, and a door makes it before its transaction. Raises Refused at "photo".
    """
    picture = upload if isinstance(upload, Picture) else picture_of(upload)
    with transaction.atomic():
        row = _locked(by, "customers.photo.kept", account_id, contact_id)
        before = row.photo
        path = keep_picture(picture, f"{FOLDER}/{at:%Y-%m}")
        try:
            _set(row, path)
            record("customers.photo.kept", row, by=by, at=at, account_id=_account(row))
        except BaseException:
            forget_picture(path)
            raise
        transaction.on_commit(lambda: forget_picture(before))
        return row


def remove_portrait(
    *, by: Any, at: datetime, account_id: UUID | None = None, contact_id: UUID | None = None
) -> Account | Contact:
    """Take the photo away, its files too."""
    with transaction.atomic():
        row = _locked(by, "customers.photo.removed", account_id, contact_id)
        if before := row.photo:
            _set(row, "")
            record("customers.photo.removed", row, by=by, at=at, account_id=_account(row))
            transaction.on_commit(lambda: forget_picture(before))
        return row


def _locked(by: Any, verb: str, account_id: UUID | None, contact_id: UUID | None) -> Account | Contact:
    model, pk = (Account, account_id) if contact_id is None else (Contact, contact_id)
    row: Account | Contact = row_locked(model, by, verb, pk)
    return row


def _set(row: Account | Contact, path: str) -> None:
    row.photo = path
    row.version += 1
    row.save(update_fields=["photo", "version"])


def _account(row: Account | Contact) -> UUID:
    return row.pk if isinstance(row, Account) else row.account_id
