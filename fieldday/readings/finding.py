"""Search everywhere: one query, answered by kind with counts, the best first; and what somebody opened lately.

Every kind is asked in the reader's own sight: what he may not see is neither found nor counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from fieldday.customers.models import Account
from fieldday.kit.paging import Page, page_of
from fieldday.readings.finding_kinds import KINDS, Hit, Kind, Known
from fieldday.rules.finding import Sought, read_query
from fieldday.rules.parsing import as_number, as_uuid

MOST_READ = 100  # of a kind while one types: more are counted as "more than"
IN_THE_BOX, ON_THE_PAGE, A_PAGE = 5, 10, 50
BEGUN = 20  # customers whose name begins so, where too many are found to weigh each
OPENED = frozenset(KINDS) - {"order"}  # what has a page of its own
Ref = tuple[str, str]  # kind, id as an address has it


@dataclass(frozen=True)
class Found:
    """The finds of one kind: the best of them, how many there are, and whether there are more than were counted."""

    kind: str
    hits: tuple[Hit, ...]
    count: int
    more: bool = False


@dataclass(frozen=True)
class Answer:
    """What a query found, by kind; `sought` is how it was read."""

    sought: Sought
    kinds: tuple[Found, ...]

    @property
    def count(self) -> int:
        return sum(found.count for found in self.kinds)

    @property
    def more(self) -> bool:
        return any(found.more for found in self.kinds)


def find(reader: Any, text: str, *, today: date, most: int = IN_THE_BOX) -> Answer:
    """What `text` finds for `reader`, at most `most` of each kind. At most ten queries; none for a text without
    letters and digits."""
    sought = read_query(text, today)
    if not sought.words:
        return Answer(sought, ())
    known: Known = {}
    found = (_found(kind, reader, sought, most, known) for kind in KINDS.values())
    return Answer(sought, tuple(one for one in found if one is not None))


def find_all(reader: Any, text: str, kind: str, page: str, *, today: date) -> tuple[Sought, Page]:
    """Page `page` of all finds of one kind, as hits."""
    sought = read_query(text, today)
    rows = KINDS[kind].sought(reader, sought, {}) if sought.words else None
    if rows is None:
        return sought, Page((), 1, 0, A_PAGE)
    one = KINDS[kind]
    found = page_of(rows.order_by(*one.order(sought)).values(*one.columns), page, A_PAGE)
    return sought, Page(tuple(one.hit(row, sought) for row in found.rows), found.number, found.total, found.size)


def opened(reader: Any, refs: Sequence[Ref]) -> tuple[Hit, ...]:
    """What somebody opened, in the order of `refs`, as far as he still sees it. One query for each kind named."""
    nothing = Sought("", ())
    hits: dict[Ref, Hit] = {}
    for kind in (kind for kind in KINDS.values() if kind.name in OPENED):
        ids = [ref for name, ref in refs if name == kind.name and _is_id(kind, ref)]
        if ids:
            rows = kind.model.objects.visible_to(reader).filter(pk__in=ids)
            hits |= {(kind.name, str(row["pk"])): kind.hit(row, nothing) for row in rows.values(*kind.columns)}
    return tuple(hits[ref] for ref in dict.fromkeys(refs) if ref in hits)


def _found(kind: Kind, reader: Any, sought: Sought, most: int, known: Known) -> Found | None:
    rows = kind.sought(reader, sought, known)
    if rows is None:
        return None
    wanted = rows.order_by() if kind.ranked else rows.order_by(*kind.order(sought))
    read = list(wanted.values(*kind.columns)[: MOST_READ + 1])
    more = len(read) > MOST_READ
    if more and kind.model is Account:
        read = [*_begun(kind, rows, sought), *read]
    hits = {row["pk"]: kind.hit(row, sought) for row in read}
    best = sorted(hits.values(), key=lambda hit: (hit.place, hit.name)) if kind.ranked else list(hits.values())
    return Found(kind.name, tuple(best[:most]), min(len(hits), MOST_READ), more) if hits else None


def _begun(kind: Kind, rows: QuerySet[Any], sought: Sought) -> list[dict[str, Any]]:
    """Customers whose name begins with the query, by the index of names: among thousands they come first."""
    begun = rows.filter(name__begins=sought.text).order_by("name", "pk")
    return list(begun.values(*kind.columns)[:BEGUN])


def _is_id(kind: Kind, text: str) -> bool:
    return (as_number(text) if kind.name == "person" else as_uuid(text)) is not None
