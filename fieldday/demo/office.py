"""What the office of the invented company brings in: its files through the import verbs, teams, who left, came, moved
and is away. Run again, it changes nothing: a load that was killed begins with it anew."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.demo import company, customers, knowledge, sorting
from fieldday.demo.batch import WHY, Batch, Ids
from fieldday.demo.people_days import STANDS_IN, Away, away, began_on, left_on, moved_on
from fieldday.kit.actors import SYSTEM
from fieldday.kit.bulk import insert
from fieldday.kit.imports.source import Row
from fieldday.people.actions.company import change_company
from fieldday.people.actions.deputies import appoint_deputy
from fieldday.people.actions.import_areas import import_areas
from fieldday.people.actions.import_people import import_people
from fieldday.people.actions.leaving import leave_company
from fieldday.people.actions.moving import move_person
from fieldday.people.actions.teams import add_team, change_team
from fieldday.people.models import Company, Deputy, Person, Team
from fieldday.rules.calendar import next_working_day
from fieldday.trade.actions.import_order_lines import import_order_lines
from fieldday.trade.actions.import_orders import import_orders
from fieldday.trade.actions.import_payments import import_payments
from fieldday.trade.actions.import_products import import_products
from fieldday.trade.actions.import_targets import import_targets
from fieldday.trail.writing import record_many
from fieldday.visits.models import Absence, Code

PASSWORD = "fieldday-demo"  # noqa: S105  # the invented people's, printed at the start
OPENED_DAYS = 300  # before the first day


class Office:
    """Brings in everything that is no day of a seller."""

    def __init__(self, size: company.Size, first: date, today: date) -> None:
        self.size, self.first, self.today = size, first, today
        self.opened = moment(first - timedelta(days=OPENED_DAYS))
        self.accounts = customers.accounts(size, today)

    def people(self) -> None:
        """The company, its areas, teams and people, as they are today."""
        size = self.size
        if Company.the().name != company.NAME:
            change_company(by=SYSTEM, at=self.opened, name=company.NAME)
        bring(import_areas, company.areas(size), self.opened)
        self._teams()
        names = {person.external_id for person in Person.objects.unscoped(WHY).all()}
        gone = company.leaver(size)
        fresh = [row for row in company.people(size) if row["external_id"] not in names]
        bring(import_people, [row for row in fresh if row["external_id"] != company.SUCCESSOR or not gone], self.opened)
        if gone and company.SUCCESSOR not in names:
            if gone["external_id"] not in names:
                bring(import_people, [gone], self.opened)
            began = moment(began_on(self.today))
            bring(import_people, [row for row in fresh if row["external_id"] == company.SUCCESSOR], began)
        self._leaders()
        self._personnel()
        without = [p.pk for p in Person.objects.unscoped(WHY).filter(is_active=True) if not p.has_usable_password()]
        Person.objects.unscoped(WHY).filter(pk__in=without).update(password=make_password(PASSWORD))

    def customers(self) -> None:
        """Customers, products, targets and who is away."""
        for opened in sorted({day or date.min for day, _row in self.accounts}):
            rows = [row for day, row in self.accounts if (day or date.min) == opened]
            bring(import_accounts, rows, self.opened if opened == date.min else moment(opened))
        if company.leaver(self.size):
            bring(import_accounts, customers.handed_over(self.size, self.accounts), moment(began_on(self.today)))
        sorting.define_fields(self.opened)
        knowledge.write_down(self.today)
        bring(import_products, company.products(), self.opened)
        bring(import_targets, company.targets(self.size, self.first, self.today), moment(self.first))
        self._absences()

    def orders(self) -> None:
        """What the ERP knows from before the days."""
        before = self.first.replace(day=1)
        orders, lines, payments = customers.orders(self.size, before, self.accounts)
        for verb, rows in ((import_orders, orders), (import_order_lines, lines), (import_payments, payments)):
            bring(verb, rows, moment(before))

    def _teams(self) -> None:
        known = set(Team.objects.values_list("external_id", flat=True))
        parents: dict[str, str] = {company.NAME: ""}
        parents |= dict.fromkeys(self.size.regions, company.NAME)
        parents |= {team.name: team.region for team in self.size.teams}
        for name, parent in parents.items():
            if name not in known:
                above = Team.objects.get(external_id=parent).pk if parent else None
                add_team(by=SYSTEM, external_id=name, name=name, parent_id=above, at=self.opened)

    def _leaders(self) -> None:
        people = {person.external_id: person.pk for person in Person.objects.unscoped(WHY).all()}
        leaders = {team.name: team.leader for team in self.size.teams}
        leaders |= {region: company.REGIONS[region] for region in self.size.regions}
        asks = {team.name: people[company.REGIONS[team.region]] for team in self.size.teams}
        for team in Team.objects.filter(external_id__in=leaders, leader=None):
            countersigner = asks[team.name] if team.name == company.COUNTERSIGNED else None
            change_team(
                by=SYSTEM, team_id=team.pk, name=team.name, external_id=team.external_id, parent_id=team.parent_id,
                leader_id=people[leaders[team.external_id]], countersigner_id=countersigner, at=self.opened,
            )  # fmt: skip

    def _personnel(self) -> None:
        """Who left, who moved, who stands in for whom today."""
        people = {person.external_id: person for person in Person.objects.unscoped(WHY).all()}
        gone = people.get(company.LEAVER[0])
        if gone and gone.is_active:
            last = left_on(self.today)
            leave_company(by=SYSTEM, person_id=gone.pk, last_day=last, at=moment(last, 18))
        mover = people.get(company.MOVER)
        team = next((team for team in self.size.teams if mover and company.MOVER in team.reps), None)
        if mover and team and mover.team_id != (to := Team.objects.get(external_id=team.name)).pk:
            since = moved_on(self.today)
            move_person(
                by=SYSTEM, person_id=mover.pk, reports_to_id=people[team.leader].pk, team_id=to.pk, since=since,
                at=moment(since),
            )  # fmt: skip
        for principal, deputy in STANDS_IN.items():
            if principal in people and not Deputy.objects.filter(principal=people[principal]).exists():
                until = next_working_day(self.today)
                appoint_deputy(
                    by=SYSTEM, principal_id=people[principal].pk, deputy_id=people[deputy].pk, since=self.today,
                    until=until, at=moment(self.today, 8),
                )  # fmt: skip

    def _absences(self) -> None:
        names = [name for team in self.size.teams for name in (*team.reps, team.leader)]
        people = {person.external_id: person for person in Person.objects.unscoped(WHY).all()}
        kinds = {code.code: code for code in Code.objects.filter(kind="absence")}
        ids, batch = Ids(company.dice("absence ids")), Batch()
        rows = [self._absence(one, people, kinds, ids) for one in away(names, self.first, self.today)]
        if Absence.objects.unscoped(WHY).filter(pk__in=[row.pk for row in rows[:1]]).exists():
            return
        for row in rows:
            facts = {"person": row.person_id, "kind": row.kind.code, "since": row.since, "until": row.until}
            facts |= {"part": row.part, "stops": 0}
            batch.tell("visits.absence.entered", row.by, row, row.at, day=row.since, **facts)
        with transaction.atomic():
            insert(rows)
            record_many(batch.events)

    def _absence(self, one: Away, people: dict[str, Any], kinds: dict[str, Code], ids: Ids) -> Absence:
        at = moment(one.since, 7) if one.kind == "sick_leave" else moment(one.since - timedelta(days=4), 17)
        me = people[one.person]
        by = me.reports_to if one.kind == "training" and me.reports_to else me
        return Absence(
            id=ids(at), person=me, kind=kinds[one.kind], since=one.since, until=one.until, part=one.part, note=one.note,
            by=by, at=at,
        )  # fmt: skip


def bring(verb: Any, rows: list[company.Row], at: datetime) -> None:
    """Rows of a file through an import verb; all of them are good."""
    if not rows:
        return
    report = verb(by=SYSTEM, rows=[Row(n, row) for n, row in enumerate(rows, start=1)], at=at)
    if report.rejected:
        raise RuntimeError(f"the demo's own rows were rejected: {report.errors[:3]}")


def moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
