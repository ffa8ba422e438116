"""保存期限: erase what was kept as long as the company's settings say, in small steps."""

from datetime import datetime

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.erasing import erase_account, erase_contact
from fieldday.customers.policy import POLICY
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.rules.calendar import months_before
from fieldday.visits.actions.erasing_words import erase_words
from fieldday.visits.questions.kept_long import quiet_contacts, quiet_persons

MOST = 20  # people a run; the next run goes on


def keep_retention(*, at: datetime) -> int:
    """Erase the contacts of prospects with whom nothing happened for the company's `prospect_months` (0: keep them):
    no visit, no order ever, nothing on the trail. A prospect who is a person goes with them. Answers how many; one
    event a run says so."""
    authorise(POLICY, "customers.retention.kept", by=SYSTEM)
    company = Company.the()
    if not company.prospect_months:
        return 0
    until = months_before(clock.local_day(at), company.prospect_months)
    persons = list(quiet_persons(until).order_by("created_at")[:MOST])
    contacts = list(quiet_contacts(until).order_by("account__created_at", "pk")[: MOST - len(persons)])
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
