"""What is still open around somebody who leaves: whom and what others must take over."""

from dataclasses import dataclass
from datetime import date

from fieldday.customers.models import Account
from fieldday.people.models import Person, Team
from fieldday.visits.models import DailyReport, Plan


@dataclass(frozen=True)
class StillOpen:
    """Counts of what stays behind; the office is told how many papers wait, not what stands in them."""

    reports: int  # people here who report to him: they need the successor
    teams: int  # teams he leads: they need him too
    accounts: int  # customers in the reader's sight that he owns: to be handed over
    plans_ahead: int  # plans of his for today and later that are not returned
    plans_waiting: int  # plans that wait for his own approval
    reports_waiting: int  # daily reports that wait for his own signature
    reports_unsigned: int  # daily reports of his that nobody signed yet
    reports_unsent: int  # daily reports of his that he never sent

    @property
    def needs_successor(self) -> bool:
        """Whether he cannot leave before somebody is named."""
        return bool(self.reports or self.teams)


def still_open(reader: Person, person: Person, *, today: date) -> StillOpen:
    """What is open around `person`, whom `reader` sees."""
    all_reports = DailyReport.objects.unscoped("how many, for who lets him go")
    reports = all_reports.filter(person=person)
    plans = Plan.objects.unscoped("how many, for who lets him go")
    under = Person.objects.unscoped("how many, for who lets him go").filter(reports_to=person, is_active=True)
    return StillOpen(
        reports=under.count(),
        teams=Team.objects.filter(leader=person).count(),
        accounts=Account.objects.visible_to(reader).filter(owner=person).count(),
        plans_ahead=plans.filter(person=person, day__gte=today).exclude(status="returned").count(),
        plans_waiting=plans.filter(person__in=under, status="submitted", day__gte=today).count(),
        reports_waiting=all_reports.filter(person__in=under, status="sent").count(),
        reports_unsigned=reports.filter(status="sent").count(),
        reports_unsent=reports.filter(status__in=("draft", "returned")).count(),
    )
