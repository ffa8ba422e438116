"""One's own notices, as sentences: what the bell counts, what the page lists, what a mail says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fieldday.customers.models import Account, HandOver
from fieldday.kit.paging import Page, page_of
from fieldday.kit.prepared import counted, prepared
from fieldday.notices.giving import mailed_kinds
from fieldday.notices.kinds import GROUPS
from fieldday.notices.models import Delivery, Notice
from fieldday.notices.wording import Names, sentence
from fieldday.people.models import ImportJob, Person
from fieldday.visits.models import DailyReport, Plan

WHY = "the names in what somebody is told of his own matters"
NAMED = ("by", "person", "principal", "deputy", "superior")
LEADS_TO: dict[str, Any] = {
    "visits.plan": Plan,
    "visits.dailyreport": DailyReport,
    "customers.account": Account,
    "customers.handover": HandOver,
    "people.importjob": ImportJob,
    "people.person": Person,
}


@dataclass(frozen=True)
class Told:
    """A notice as its person reads it. `noun`, `noun_id`: the paper it leads to, "" once that is out of his sight, and
    then `quote` is empty too; `day` is the paper's; `fault` says why its mail was given up."""

    id: UUID
    kind: str
    at: datetime
    unread: bool
    text: str
    quote: str
    noun: str
    noun_id: str
    day: date | None
    fault: str


@dataclass(frozen=True)
class Inbox:
    """A page of one's notices, how many are unread in all, and the newest of those: what “all” will mean."""

    page: Page
    unread: int
    newest: UUID | None


@dataclass(frozen=True)
class MailGroup:
    """Kinds that stand together where somebody chooses, each with whether it comes by e-mail."""

    name: str
    kinds: tuple[tuple[str, bool], ...]


def unread_count(reader: Any) -> int:
    """How many notices `reader` has not read: the figure on the bell, one look into an index."""
    return sum(_unread(reader.pk))


@prepared
def _unread(person: int) -> Any:
    return counted(Notice.objects.unscoped("one's own alone").filter(person_id=person, read_at=None))


def inbox(reader: Any, *, page: str = "", only_unread: bool = False) -> Inbox:
    """The reader's notices, the newest first. At most ten queries."""
    mine = Notice.objects.visible_to(reader)
    unread = mine.filter(read_at=None)
    newest = unread.order_by("-pk").values_list("pk", flat=True).first()
    listed = page_of((unread if only_unread else mine).order_by("-at", "-pk"), page, size=30)
    told = Page(tuple(told_to(reader, listed.rows)), listed.number, listed.total, listed.size)
    return Inbox(told, unread.count(), newest)


def notice_told(reader: Any, pk: UUID) -> Told | None:
    """One notice of the reader's own; None for anybody else's, and for none."""
    rows = Notice.objects.visible_to(reader).filter(pk=pk)
    return next(iter(told_to(reader, list(rows))), None)


def told_to(reader: Any, notices: Iterable[Notice]) -> list[Told]:
    """Notices in the words of the active language, with nothing in them that the reader may not see now."""
    rows = list(notices)
    seen, names = _seen(reader, rows), _names(rows)
    faults = Delivery.objects.visible_to(reader).filter(notice__in=[one.pk for one in rows], state="failed")
    failed = dict(faults.values_list("notice_id", "fault")) if rows else {}
    return [_told(one, seen, names, failed) for one in rows]


def mail_groups(reader: Any) -> tuple[MailGroup, ...]:
    """All kinds, and which of them the reader is sent by e-mail."""
    chosen = mailed_kinds(reader)
    return tuple(
        MailGroup(name, tuple((kind.name, kind.name in chosen) for kind in kinds)) for name, kinds in GROUPS.items()
    )


def _told(one: Notice, seen: Mapping[str, Mapping[str, str]], names: Names, failed: Mapping[UUID, str]) -> Told:
    found = seen.get(one.noun, {})
    visible = not one.noun_id or one.noun_id in found
    day = one.params.get("day")
    return Told(
        id=one.pk,
        kind=one.kind,
        at=one.at,
        unread=one.read_at is None,
        text=sentence(one.kind, one.params, names, thing=found.get(one.noun_id, "")),
        quote=one.params.get("quote", "") if visible else "",
        noun=one.noun if visible else "",
        noun_id=one.noun_id if visible else "",
        day=date.fromisoformat(day) if day else None,
        fault=failed.get(one.pk, ""),
    )


def _seen(reader: Any, rows: list[Notice]) -> dict[str, dict[str, str]]:
    """{noun: {id: name}} of the papers that notices lead to and the reader may see; a query for each noun there is."""
    answer: dict[str, dict[str, str]] = {}
    for noun, model in LEADS_TO.items():
        ids = {one.noun_id for one in rows if one.noun == noun and one.noun_id}
        if ids:
            column = {"people.importjob": "file_name"}.get(noun, "name" if hasattr(model, "name") else "pk")
            found = model.objects.visible_to(reader).filter(pk__in=ids).values_list("pk", column)
            answer[noun] = {str(pk): str(name) for pk, name in found}
    return answer


def _names(rows: list[Notice]) -> Names:
    ids = {one.params[field] for one in rows for field in NAMED if one.params.get(field)}
    return dict(Person.objects.unscoped(WHY).filter(pk__in=ids).values_list("pk", "name")) if ids else {}
