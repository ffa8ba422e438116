"""What is behind among everybody's people, superior by superior: for what tells them once a day by itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fieldday.kit import clock
from fieldday.people.models import Company, Deputy, Person
from fieldday.people.questions.calendar import calendar_of
from fieldday.rules.reminding import overdue_from
from fieldday.visits.models import DailyReport, Plan
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.attendance import absence_book, owed
from fieldday.visits.questions.unsent import papers_of, selling_people

WHY = "counted for the superior whose people they are"


@dataclass(frozen=True)
class Behind:
    """How much is past its deadline for one superior: not sent by his people, or waiting for his own signature."""

    person_id: int
    plans: int = 0
    reports: int = 0
    waiting: int = 0


def overdue_hour(*, at: datetime) -> bool:
    """Whether superiors are told of what is behind by now: on working days, from the company's hour on."""
    company = Company.the()
    hour = overdue_from(company.plan_rule, company.plan_deadline)
    return timezone.localtime(at).time() >= hour and calendar_of(company).works(clock.local_day(at))


def behind(*, at: datetime) -> tuple[Behind, ...]:
    """What is behind at `at` for each superior, and each who stands in for one today; nobody who is away today.
    A superior who has left is passed over for the next one above. Constant queries."""
    today = clock.local_day(at)
    counts = {name: Counter[int]() for name in ("plans", "reports", "waiting")}
    above = _superiors()
    selling = selling_people(at)
    papers = papers_of(selling, at)
    for person in selling:
        for one in papers.owed(person):
            if one.late and (superior := above.get(person)):
                counts[f"{one.kind}s"][superior] += 1
    for person in _waiting(today):
        if superior := above.get(person):
            counts["waiting"][superior] += 1
    found = {superior for counter in counts.values() for superior in counter}
    answer = []
    for reader, principals in _readers(found, today).items():
        sums = {name: sum(counter[one] for one in principals) for name, counter in counts.items()}
        answer.append(Behind(reader, **sums))
    return tuple(answer)


def _superiors() -> dict[int, int]:
    """{person: the nearest one above who works here and signs papers}."""
    people = Person.objects.unscoped(WHY).values_list("pk", "reports_to_id", "is_active", "role")
    rows = {pk: (above, active and POLICY.allows("visits.report.signed", role))
            for pk, above, active, role in people}  # fmt: skip
    nearest: dict[int, int] = {}
    for person, (above, _signs) in rows.items():
        while above is not None and not rows[above][1]:
            above = rows[above][0]
        if above is not None:
            nearest[person] = above
    return nearest


def _waiting(today: date) -> list[int]:
    """Whose papers wait for a signature although their day has come, or is over: one entry a paper."""
    plans = Plan.objects.unscoped(WHY).filter(status="submitted", day__lte=today)
    reports = DailyReport.objects.unscoped(WHY).filter(status="sent", day__lt=today)
    return [*plans.values_list("person_id", flat=True), *reports.values_list("person_id", flat=True)]


def _readers(superiors: set[int], today: date) -> dict[int, set[int]]:
    """{who is told: whose people it is about}: superiors and their deputies of the day, those away today left out."""
    readers = {one: {one} for one in superiors}
    rows = Deputy.objects.filter(principal__in=superiors, since__lte=today, until__gte=today, deputy__is_active=True)
    for principal, deputy in rows.values_list("principal_id", "deputy_id"):
        readers.setdefault(deputy, set()).add(principal)
    book = absence_book(readers, today, today)
    return {one: principals for one, principals in readers.items() if owed(book, one, today).plan}
