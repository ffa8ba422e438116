"""照片與附件的保存期限: files that were kept as long as the company's settings say are deleted, in small steps."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from fieldday import trail
from fieldday.customers.models import Attachment, Consent
from fieldday.customers.policy import POLICY
from fieldday.kit import clock, files
from fieldday.kit.actors import SYSTEM
from fieldday.kit.pictures import forget_picture
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.rules.calendar import months_before
from fieldday.visits.models import Photo

MOST = 200  # files a run; the next run goes on
WHY = "what was kept long enough goes for everybody alike"


def expire_files(*, at: datetime) -> int:
    """Delete customers' attachments and visits' photos older than the company's `file_months` (0: keep them); answers
    how many. Receipts belong to the books and stay, and so does what proves a consent. One event a run says how many,
    and up to which day."""
    authorise(POLICY, "customers.retention.kept", by=SYSTEM)
    company = Company.the()
    if not company.file_months:
        return 0
    until = months_before(clock.local_day(at), company.file_months)
    since = timezone.make_aware(datetime.combine(until, time.min))
    with transaction.atomic():
        proves = Exists(Consent.objects.unscoped(WHY).filter(attachment=OuterRef("pk")))
        old = Attachment.objects.unscoped(WHY).filter(~proves, at__lt=since).order_by("at", "pk")
        attachments = list(old.values_list("pk", "path")[:MOST])
        taken = Photo.objects.unscoped(WHY).filter(at__lt=since, visit__isnull=False).exclude(kind="receipt")
        photos = list(taken.order_by("at", "pk").values_list("pk", "path")[: MOST - len(attachments)])
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
