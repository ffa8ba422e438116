"""What was read at an act on a paper, beside what was read at another: two versions, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.rules.chain import code_of, digests_of_code
from fieldday.visits.models import DailyReport, Plan, SignOff
from fieldday.visits.questions.codes import Codes, the_codes

WHY = "the acts on a paper that is then looked for in sight"
# Kept apart from what a person reads: ids, and what a rule made of the other fields.
UNREAD = frozenset(
    {
        *("id", "account_id", "stop_id", "visit_id", "person_id", "plan_id", "position", "person", "joined", "nth"),
        *("outcomes", "why_not", "effective", "actuals", "unit", "plan_status", "day", "account", "name", "area"),
        *("plan_chain", "rules", "where", "distance_m", "heard", "counts_as", "by_arrival", "limit"),
    }
)


@dataclass(frozen=True)
class Version:
    """One act with what was read at it."""

    id: int
    act: str
    by: str
    at: datetime
    digest: str

    @property
    def code(self) -> str:
        return code_of(self.digest)


@dataclass(frozen=True)
class Line:
    """One field in both versions. `name` is the customer or place it belongs to, "" for the paper's own."""

    list: str
    name: str
    field: str
    before: Any
    now: Any
    changed: bool


@dataclass(frozen=True)
class Versions:
    """A version of a paper beside an earlier or later one; `others` are all that can be read."""

    kind: str
    paper_id: UUID
    person: str
    person_id: int
    day: date
    shown: Version
    beside: Version | None
    others: tuple[Version, ...]
    lines: tuple[Line, ...]
    codes: Codes

    @property
    def differing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.changed)

    @property
    def changed(self) -> int:
        return len(self.differing)


def versions(reader: Any, signoff_id: int, beside: int | None = None) -> Versions | None:
    """What was read at an act on a paper in sight; beside it the version asked for, else the one before. None when the
    act is out of sight or nothing was read at it. Constant queries."""
    row = SignOff.objects.unscoped(WHY).filter(pk=signoff_id).select_related("plan", "report").first()
    paper = _seen(reader, row)
    if row is None or paper is None or not row.content:
        return None
    own = {"plan": row.plan} if row.plan else {"report": row.report}
    rows = list(SignOff.objects.unscoped(WHY).filter(**own).select_related("by").order_by("pk"))
    rows = [one for one in rows if one.content]
    other = next((one for one in rows if one.pk == beside), None)
    other = other or next((one for one in reversed(rows) if one.pk < row.pk), None)
    return Versions(
        kind="plan" if row.plan else "report",
        paper_id=paper.pk,
        person=paper.person.name,
        person_id=paper.person_id,
        day=paper.day,
        shown=_version(row),
        beside=_version(other) if other else None,
        others=tuple(_version(one) for one in rows if one.pk != row.pk),
        lines=tuple(_lines(other.content if other else None, row.content)),
        codes=the_codes(),
    )


@dataclass(frozen=True)
class Printed:
    """The paper that a printed code names: the act it was printed after, and the acts since."""

    kind: str
    paper_id: UUID
    person: str
    day: date
    act: Version
    since: tuple[Version, ...]


def printed(reader: Any, code: str) -> Printed | None:
    """The paper behind a code in its one spelling, when `reader` may see it; None otherwise, whether there is one or
    not."""
    rows = SignOff.objects.unscoped(WHY).filter(digest__range=digests_of_code(code))
    row = rows.select_related("plan", "report", "by").first()
    paper = _seen(reader, row)
    if row is None or paper is None:
        return None
    own = {"plan": row.plan} if row.plan else {"report": row.report}
    later = SignOff.objects.unscoped(WHY).filter(**own, pk__gt=row.pk).select_related("by").order_by("pk")
    return Printed(
        kind="plan" if row.plan else "report",
        paper_id=paper.pk,
        person=paper.person.name,
        day=paper.day,
        act=_version(row),
        since=tuple(_version(one) for one in later.defer("content")),
    )


def _seen(reader: Any, row: SignOff | None) -> Plan | DailyReport | None:
    """The paper of an act, with its person, when `reader` may see it: a signer keeps what he signed."""
    if row is None:
        return None
    if row.plan_id:
        return Plan.objects.visible_to(reader).filter(pk=row.plan_id).select_related("person").first()
    return DailyReport.objects.visible_to(reader).filter(pk=row.report_id).select_related("person").first()


def _version(row: SignOff) -> Version:
    return Version(row.pk, row.act, row.by.name, row.at, row.digest)


def _lines(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[Line]:
    """Every field that a person reads, in the newer version's order; rows that are gone come last."""
    old, new = _flat(before or {}), _flat(now)
    both = {where[:2] for where in old} & {where[:2] for where in new}
    for where in (*new, *(where for where in old if where not in new)):
        was, present = old.get(where), new.get(where)
        name = (present or was or ("", None))[0]
        values = was[1] if was else None, present[1] if present else None
        if any(value not in (None, "", [], {}, False) for value in values):
            unknown = where[:2] in both and (
                was is None or present is None
            )  # a field that one version did not have yet
            differs = before is not None and not unknown and not _alike(*values)
            yield Line(where[0], name, where[2], *values, changed=differs)


def _alike(before: Any, now: Any) -> bool:
    return before == now or (before in (None, "", [], {}, False) and now in (None, "", [], {}, False))


def _flat(content: Mapping[str, Any]) -> dict[tuple[str, str, str], tuple[str, Any]]:
    """{(list, id, field): (name, value)}; a report's facts lie one level down."""
    whole = {**content.get("facts", {}), **{name: value for name, value in content.items() if name != "facts"}}
    found: dict[tuple[str, str, str], tuple[str, Any]] = {}
    names = {str(row["id"]): row.get("account") or "" for row in whole.get("visits", ())}
    for name, value in whole.items():
        if name in UNREAD:
            continue
        if name == "judgements":
            for one in value:
                said = (names.get(str(one["visit"]), ""), [one["says"], one["note"]])
                found["visits", str(one["visit"]), "judgement"] = said
        elif isinstance(value, list) and all(isinstance(row, Mapping) and "id" in row for row in value):
            for row in value:
                title = row.get("name") or row.get("account") or row.get("area") or ""  # a plan's account is an id
                cells = {field: cell for field, cell in row.items() if field not in UNREAD}
                found |= {(name, str(row["id"]), field): (title, cell) for field, cell in cells.items()}
        else:
            found["", "", name] = ("", value)
    return found
