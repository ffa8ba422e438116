"""照片與附件的保存期限: files that were kept as long as the company's settings say are deleted, in small steps."""

from datetime import datetime

from django.db import transaction

from fieldday import trail
from fieldday.customers.models import Attachment
from fieldday.customers.policy import POLICY
from fieldday.kit import clock, files
from fieldday.kit.actors import SYSTEM
from fieldday.kit.pictures import forget_picture
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.rules.calendar import months_before
from fieldday.visits.models import Photo
from fieldday.visits.questions.kept_long import WHY, old_attachments, old_photos

MOST = 200  # files a run; the next run goes on


def expire_files(*, at: datetime) -> int:
    """Delete customers' attachments and visits' photos older than the company's `file_months` (0: keep them); answers
    how many. Receipts belong to the books and stay, and so does what proves a consent. One event a run says how many,
    and up to which day."""
    authorise(POLICY, "customers.retention.kept", by=SYSTEM)
    company = Company.the()
    if not company.file_months:
        return 0
    until = months_before(clock.local_day(at), company.file_months)
    with transaction.atomic():
        attachments = list(old_attachments(until).order_by("at", "pk").values_list("pk", "path")[:MOST])
        photos = list(old_photos(until).order_by("at", "pk").values_list("pk", "path")[: MOST - len(attachments)])
        if not attachments and not photos:
            return 0
        Attachment.objects.unscoped(WHY).filter(pk__in=[pk for pk, _path in attachments]).delete()
        Photo.objects.unscoped(WHY).filter(pk__in=[pk for pk, _path in photos]).delete()
        facts = {"attachments": len(attachments), "photos": len(photos), "until": until.isoformat()}
        trail.record("customers.retention.kept", by=SYSTEM, noun=company, at=at, changed=facts)
        transaction.on_commit(lambda: _forget([path for _pk, path in attachments], [path for _pk, path in photos]))
    return len(attachments) + len(photos)


def _forget(attachments: list[str], photos: list[str]) -> None:
    for path in attachments:
        files.forget(path)
    for path in photos:
        forget_picture(path)
