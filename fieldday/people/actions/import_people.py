"""Bring people in from a file, with who reports to whom."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from fieldday.kit.actors import is_system
from fieldday.kit.imports import cells, trees
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.people.actions.importing import RoomImporter, find_named, make_named
from fieldday.people.actions.line import rebuild_line, superiors, take_turn
from fieldday.people.actions.person_content import is_last_administrator
from fieldday.people.actions.placing import can_sign_in
from fieldday.people.authority import authorise
from fieldday.people.models import Area, Membership, Person, Team
from fieldday.people.policy import POLICY
from fieldday.rules.reach import may_give_role, may_keep_person, may_raise
from fieldday.rules.tree import derived_role, parse_role

VERB = "people.person.imported"


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of people may bring."""
    return (
        Field("external_id", cells.text(60), needed=True, key=True),
        Field("name", cells.text(120), needed=True),
        Field("email", cells.text(254)),
        Field("phone", cells.text(60)),
        Field("reports_to", cells.text(60)),
        Field("role", parse_role),
        Field("team", cells.text(60)),
        Field("area", cells.text(60)),
        Field("title", cells.text(120)),
    )


def import_people(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change people. A superior may stand in a later row or be there already; rings are rejected.

    New people have no password until a link sets one. Teams and areas that nobody knows are made.
    """
    authorise(POLICY, VERB, by=by)
    return run(_People(by=by, at=at), rows=rows, dry_run=dry_run, progress=progress)


class _People(RoomImporter):
    model = Person
    fields = fields()
    verb = VERB
    whole = True

    def __init__(self, *, by: Any, at: datetime) -> None:
        super().__init__(by=by, at=at)
        # superiors are compared by external_id: one may be written in the same transaction
        self._ids: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._superiors: dict[int, str] = {}

    def rows(self) -> QuerySet:
        return Person.objects.unscoped("imports know everybody")

    def refer(self, drafts: list[Draft]) -> None:
        take_turn()
        self._teams = find_named(Team, (draft.given.get("team") for draft in drafts))
        areas = find_named(Area, (draft.given.get("area") for draft in drafts))
        for draft in drafts:
            draft.values.pop("reports_to", None)
            if role := draft.values.pop("role", ""):
                draft.values["role_given"] = role
            self._teams.refer(draft, "team", "team_id")
            areas.refer(draft, "area", "area_id")

    def sift(self, drafts: list[Draft]) -> list[Draft]:
        people = list(self.rows().only("pk", "external_id", "name", "reports_to_id", "role", "role_given", "password"))
        self._ids = {person.external_id: person.pk for person in people}
        self._names = {person.pk: person.external_id for person in people}
        self._superiors = {person.pk: self._names.get(person.reports_to_id, "") for person in people}
        _reject_same_but_for_case(drafts, self._ids)
        stored: dict[Hashable, Hashable | None] = {
            self._names[pk]: self._names.get(above or 0) for pk, above in superiors().items()
        }
        teams = {team.pk: team for team in Team.objects.all()}

        def graph(good: Mapping[Hashable, Draft]) -> dict[Hashable, Hashable | None]:
            parents: dict[Hashable, Hashable | None] = {**stored}
            for key, draft in good.items():
                above = draft.given.get("reports_to") or self._superiors.get(self._ids.get(str(key), 0))
                team = draft.values.get("team_id")
                if draft.row and "team" not in draft.given:
                    team = draft.row.team_id
                parents[key] = above or self._leader(str(key), teams.get(team or 0), teams)
            return parents

        ordered = trees.fit(
            drafts,
            field="reports_to",
            parent=lambda draft: draft.given.get("reports_to"),
            known=self._ids.__contains__,
            graph=graph,
            unknown="people.superior.unknown",
            ring="people.superior.ring",
            rejected_above="people.superior.rejected",
        )
        if not is_system(self.by):
            self._let_nobody_rise(ordered, graph, people)
        return ordered

    def _let_nobody_rise(self, drafts: list[Draft], graph: Any, people: list[Person]) -> None:
        """Reject the rows that would lift somebody who signs in to a role that `by` may not give."""
        parents = graph({draft.key: draft for draft in drafts if not draft.errors})
        bosses = {above for above in parents.values() if above is not None}
        for person in people:
            above = parents.get(person.external_id)
            role = derived_role(person.role_given, is_root=above is None, has_reports=person.external_id in bosses)
            if role == person.role or not can_sign_in(person, self.at):
                continue
            verdict = may_raise(keeper=self.by.role, name=person.name, can_sign_in=True, role=role)
            for draft in drafts if not verdict.ok else ():
                if person.external_id in (draft.key, parents.get(draft.key)) and self._differs(draft):
                    draft.fail("reports_to", verdict.reasons[0].code, **verdict.reasons[0].params)

    def _leader(self, person: str, team: Team | None, teams: Mapping[int, Team]) -> str | None:
        """The superior of somebody who names nobody: the leader of the nearest team upward who is somebody else."""
        while team is not None:
            leader = self._names.get(team.leader_id or 0)
            if leader and leader != person:
                return leader
            team = teams.get(team.parent_id or 0)
        return None

    def derive(self, draft: Draft) -> None:
        """A file reaches no further than a form: nobody below an administrator makes or touches one."""
        if is_system(self.by):
            return
        row, wanted = draft.row, draft.values.get("role_given")
        if row and not may_keep_person(keeper=self.by.role, present=row.role).ok and self._differs(draft):
            draft.fail("", "people.person.beyond_reach")
        elif wanted and (row is None or row.role_given != wanted):
            last = row is not None and is_last_administrator(row)
            oneself = row is not None and row.pk == self.by.pk
            verdict = may_give_role(keeper=self.by.role, wanted=wanted, oneself=oneself, last_administrator=last)
            for reason in verdict.reasons:
                draft.fail(reason.field, reason.code)

    def _differs(self, draft: Draft) -> bool:
        if draft.row is None:
            return True
        superior = draft.given.get("reports_to")
        moved = superior is not None and superior != self._superiors.get(draft.row.pk, superior)
        return moved or any(getattr(draft.row, name) != value for name, value in draft.values.items())

    def make(self, drafts: list[Draft]) -> None:
        make_named(Team, "people.team.imported", drafts, "team", "team_id", by=self.by, at=self.at)
        make_named(Area, "people.area.imported", drafts, "area", "area_id", by=self.by, at=self.at)

    def new(self, draft: Draft) -> Person:
        person = Person()
        person.set_unusable_password()
        return person

    def beside(self, draft: Draft) -> dict[str, Any]:
        wanted = draft.given.get("reports_to")
        present = "" if draft.created else self._superiors.get(draft.row.pk, "")
        return {"reports_to": [present, wanted]} if wanted and wanted != present else {}

    def write(self, batch: Batch) -> None:
        super().write(batch)
        moved = [draft for draft in batch.written if "reports_to" in draft.changes]
        wanted = {draft.given["reports_to"] for draft in moved}
        ids = dict(self.rows().filter(external_id__in=wanted).values_list("external_id", "pk"))
        for draft in moved:
            draft.row.reports_to_id = ids[draft.given["reports_to"]]
        self.rows().bulk_update([draft.row for draft in moved], ["reports_to"], batch_size=500)
        self._join_teams([draft for draft in batch.written if "team_id" in draft.changes])
        if batch.created or {"reports_to", "team_id", "role_given"} & {n for d in batch.changed for n in d.changes}:
            rebuild_line()

    def _join_teams(self, drafts: list[Draft]) -> None:
        """Membership is known from the import on; the team before it is left the day before."""
        open_ones = {
            one.person_id: one for one in Membership.objects.filter(person__in=[d.row for d in drafts], until=None)
        }
        fresh = []
        for draft in drafts:
            present = open_ones.get(draft.row.pk)
            if present and present.since >= self.today:
                present.team_id = draft.row.team_id
                continue
            if present:
                present.until = self.today - timedelta(days=1)
            fresh.append(Membership(person=draft.row, team_id=draft.row.team_id, since=self.today))
        Membership.objects.bulk_update(open_ones.values(), ["team", "until"], batch_size=500)
        Membership.objects.bulk_create(fresh, batch_size=500)


def _reject_same_but_for_case(drafts: list[Draft], present: Iterable[str]) -> None:
    """Signing in ignores letters' case, so two people must differ by more."""
    known = {name.casefold(): name for name in present}
    for draft in drafts:
        if isinstance(draft.key, str):
            other = known.setdefault(draft.key.casefold(), draft.key)
            if other != draft.key:
                draft.fail("external_id", "people.sign_in_name.same_but_for_case", name=draft.key, other=other)
