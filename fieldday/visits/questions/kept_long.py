"""What was kept longer than the company's settings allow: people nobody deals with, files. The same for everybody."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from fieldday.customers.actions.erasing import erased_name
from fieldday.customers.models import Account, Attachment, Consent, Contact
from fieldday.kit import clock
from fieldday.rules.calendar import months_before
from fieldday.rules.company_names import name_key
from fieldday.trade.models import Order
from fieldday.trail.models import Event
from fieldday.visits.models import Photo, Visit

WHY = "what was kept long enough goes for everybody alike"


@dataclass(frozen=True)
class Due:
    """How many people and files are past their months already, and would go with the next runs."""

    people: int
    files: int


def due(*, prospect_months: int, file_months: int, at: datetime) -> Due:
    """What would go now by these months; 0 months keep everything. At most four counts."""
    people = files = 0
    today = clock.local_day(at)
    if prospect_months:
        until = months_before(today, prospect_months)
        people = quiet_persons(until).count() + quiet_contacts(until).count()
    if file_months:
        until = months_before(today, file_months)
        files = old_attachments(until).count() + old_photos(until).count()
    return Due(people, files)


def quiet_persons(until: date) -> "QuerySet[Account]":
    """Prospects who are persons themselves, not erased yet, with whom nothing happened since the day."""
    return _quiet(until).filter(kind="person").exclude(name_key=name_key(erased_name()))


def quiet_contacts(until: date) -> "QuerySet[Contact]":
    """The contacts of the other prospects with whom nothing happened since the day."""
    quiet = _quiet(until).exclude(kind="person")
    return Contact.objects.unscoped(WHY).filter(erased_at=None, account__in=quiet)


def old_attachments(until: date) -> "QuerySet[Attachment]":
    """Customers' attachments older than the day; what proves a consent stays."""
    proves = Exists(Consent.objects.unscoped(WHY).filter(attachment=OuterRef("pk")))
    return Attachment.objects.unscoped(WHY).filter(~proves, at__lt=_begin(until))


def old_photos(until: date) -> "QuerySet[Photo]":
    """Visits' photos older than the day; receipts belong to the books and stay."""
    taken = Photo.objects.unscoped(WHY).filter(at__lt=_begin(until), visit__isnull=False)
    return taken.exclude(kind="receipt")


def _quiet(until: date) -> "QuerySet[Account]":
    """Prospects with whom nothing happened since the day; erasing is no event of that kind."""
    since = _begin(until)
    happened = Event.objects.filter(account_id=OuterRef("pk"), at__gte=since).exclude(verb__endswith=".erased")
    visits = Visit.objects.unscoped(WHY).filter(account=OuterRef("pk"), day__gte=until)
    orders = Order.objects.unscoped(WHY).filter(account=OuterRef("pk"))
    rows = Account.objects.unscoped(WHY).filter(status="prospect", created_at__lt=since)
    return rows.filter(~Exists(visits), ~Exists(orders), ~Exists(happened))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
