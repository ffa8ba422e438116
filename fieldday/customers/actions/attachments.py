"""Files kept with a customer: attached, removed. What came is kept as it came, and only ever handed out to be saved."""

import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.beside import account_locked, judge_person, record, row_locked
from fieldday.customers.models import Attachment, Consent
from fieldday.kit import files
from fieldday.kit.actors import is_system
from fieldday.kit.files import MEGABYTE
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.people import sight
from fieldday.rules.text import clean

FOLDER = "attachments"
MOST_BYTES = 20 * 1024 * 1024
MOST = 100  # of one customer
_LONGEST_NAME = 120


def attach_file(
    *, by: Any, account_id: UUID, upload: Any, at: datetime, confidential: bool = False, contact_id: UUID | None = None
) -> Attachment:
    """Keep a file with a customer in sight. `confidential`: for who brings it and his line only.

    Raises Refused at "file": none, empty, more than 20 MB, or more than 100 files already.
    """
    if upload is None:
        raise Refused("customers.attachment.without_file", field="file")
    judge_size(upload.size)
    with transaction.atomic():
        account = account_locked(by, "customers.attachment.added", account_id)
        refuse_with(judge_person(account.pk, contact_id))
        there = Attachment.objects.unscoped("how many there are of a customer found in sight").filter(account=account)
        if there.count() >= MOST:
            raise Refused("customers.attachment.too_many", field="file", most=MOST)
        upload.seek(0)
        kept = files.keep(upload.chunks(), f"{FOLDER}/{at:%Y-%m}")
        try:
            row = Attachment.objects.create(
                account=account, contact_id=contact_id, path=kept.path, name=safe_name(upload.name or ""),
                type=str(getattr(upload, "content_type", "") or "")[:100], size=kept.size,
                confidential=confidential, by=by, at=at,
            )  # fmt: skip
            record("customers.attachment.added", row, by=by, at=at, confidential=confidential, size=row.size)
        except BaseException:
            files.forget(kept.path)
            raise
        return row


def judge_size(size: int) -> None:
    """Raise Refused for a file that is empty or larger than may be kept; `size` in bytes."""
    if size > MOST_BYTES:
        most, megabytes = MOST_BYTES // MEGABYTE, -(-size // MEGABYTE)
        raise Refused("customers.attachment.too_big", field="file", most=most, megabytes=megabytes)
    if not size:
        raise Refused("customers.attachment.empty", field="file")


def remove_attachment(*, by: Any, attachment_id: UUID, at: datetime) -> UUID:
    """Remove a file for good; answers the customer. Who brought it, his superiors and the office may; what proves a
    consent stays with it."""
    with transaction.atomic():
        row = row_locked(Attachment, by, "customers.attachment.removed", attachment_id)
        if not may_remove(by, row):
            raise Refused("customers.attachment.not_yours")
        if Consent.objects.unscoped("of a customer found in sight").filter(attachment=row).exists():
            raise Refused("customers.attachment.proves")
        record("customers.attachment.removed", row, by=by, at=at, confidential=row.confidential, size=row.size)
        account_id, path = row.account_id, row.path
        row.delete()
        transaction.on_commit(lambda: files.forget(path))
        return account_id


def may_remove(by: Any, row: Attachment) -> bool:
    """Whether this person may remove a file that he sees."""
    return is_system(by) or by.is_office or row.by_id in sight.line_of(by)


def safe_name(name: str) -> str:
    """A file's name as it is shown and saved under: no folders, nothing unseen, its ending kept when it is long."""
    said = clean(unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2]))
    said = "".join("_" if ch in '<>:"|?*' else ch for ch in said).strip(". ")
    if len(said) > _LONGEST_NAME:
        stem, dot, ending = said.rpartition(".")
        ending = f"{dot}{ending}" if dot and len(ending) <= 10 else ""
        said = (stem if ending else said)[: _LONGEST_NAME - len(ending)] + ending
    return said or "file"
