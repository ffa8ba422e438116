"""保存期限: erase what was kept as long as the company's settings say, in small steps."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from fieldday import trail
from fieldday.customers.actions.erasing import erase_account, erase_contact, erased_name
from fieldday.customers.models import Account, Contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.rules.calendar import months_before
from fieldday.rules.company_names import name_key
from fieldday.trade.models import Order
from fieldday.trail.models import Event
from fieldday.visits.actions.erasing_words import erase_words
from fieldday.visits.models import Visit

MOST = 20  # people a run; the next run goes on
WHY = "what was kept long enough goes for everybody alike"


def keep_retention(*, at: datetime) -> int:
    """Erase the contacts of prospects with whom nothing happened for the company's `prospect_months` (0: keep them):
    no visit, no order ever, nothing on the trail. A prospect who is a person goes with them. Answers how many; one
    event a run says so."""
    authorise(POLICY, "customers.retention.kept", by=SYSTEM)
    company = Company.the()
    if not company.prospect_months:
        return 0
    until = months_before(clock.local_day(at), company.prospect_months)
    quiet = _quiet(until)
    persons = list(quiet.filter(kind="person").exclude(name_key=_erased_key()).order_by("created_at")[:MOST])
    people = Contact.objects.unscoped(WHY).filter(erased_at=None, account__in=quiet.exclude(kind="person"))
    contacts = list(people.order_by("account__created_at", "pk")[: MOST - len(persons)])
    for account in persons:
        erase_account(by=SYSTEM, account_id=account.pk, at=at, also=erase_words)
    for contact in contacts:
        erase_contact(by=SYSTEM, contact_id=contact.pk, at=at, also=erase_words)
    done = len(persons) + len(contacts)
    if done:
        with transaction.atomic():
            facts = {"contacts": len(contacts), "persons": len(persons), "until": until.isoformat()}
            trail.record("customers.retention.kept", by=SYSTEM, noun=company, at=at, changed=facts)
    return done


def _quiet(until: date) -> "QuerySet[Account]":
    """Prospects with whom nothing happened since the day; erasing is no event of that kind."""
    since = timezone.make_aware(datetime.combine(until, time.min))
    happened = Event.objects.filter(account_id=OuterRef("pk"), at__gte=since).exclude(verb__endswith=".erased")
    visits = Visit.objects.unscoped(WHY).filter(account=OuterRef("pk"), day__gte=until)
    orders = Order.objects.unscoped(WHY).filter(account=OuterRef("pk"))
    rows = Account.objects.unscoped(WHY).filter(status="prospect", created_at__lt=since)
    return rows.filter(~Exists(visits), ~Exists(orders), ~Exists(happened))


def _erased_key() -> str:
    """What erased persons are found by: they are not erased again."""
    return name_key(erased_name())
