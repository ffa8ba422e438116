"""What comes by the dozen is told once: customers and people that somebody gives to a new owner or superior.

An unread notice of the same day about the same giver takes more in; the cursor's lock keeps two workers from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fieldday.kit import clock
from fieldday.notices.giving import WHY, News, give
from fieldday.notices.models import Notice
from fieldday.notices.of_people import CHANGED, LEFT, MOVED, new_superior
from fieldday.trail.models import Event

OPENED, ACCOUNT_CHANGED = "customers.account.opened", "customers.account.changed"
ACCOUNT_IMPORTED = "customers.account.imported"
ACCOUNTS = frozenset({OPENED, ACCOUNT_CHANGED, ACCOUNT_IMPORTED})
PEOPLE = frozenset({MOVED, CHANGED, LEFT})
Group = tuple[int, str, int | None, date]  # person, kind, by whom, day


@dataclass
class _Pile:
    """What one person got from one giver on a day: the events' last moment, the ids, the place of the first."""

    seal_no: int
    at: datetime
    ids: list[str] = field(default_factory=list)


def gather(events: Sequence[Event], *, at: datetime) -> None:
    """Tell each new owner and superior among some events how much is his now; two queries and one a pile that grows."""
    piles: dict[Group, _Pile] = {}
    for event in events:
        for person, kind, thing in _given(event):
            if person == event.by_id:
                continue
            group = (person, kind, event.by_id, clock.local_day(event.at))
            pile = piles.setdefault(group, _Pile(event.seal_no or 0, event.at))
            pile.at = max(pile.at, event.at)
            pile.ids.append(thing)
    if piles:
        standing = _standing(piles)
        give([one for group, pile in piles.items() if (one := _grown(group, pile, standing))], at=at)


def _given(event: Event) -> Iterator[tuple[int, str, str]]:
    """(new owner or superior, kind, id of what he gets)."""
    if event.verb in ACCOUNTS and (owner := _new_owner(event)):
        yield owner, "customers_moved", event.noun_id
    elif event.verb == LEFT:
        successor = event.changes.get("successor")
        for person in event.changes.get("reports", ()):
            if successor and person != successor:
                yield successor, "people_moved", str(person)
    elif event.verb in PEOPLE and (superior := new_superior(event)):
        yield superior, "people_moved", event.noun_id


def _new_owner(event: Event) -> int | None:
    if event.verb == OPENED:
        return event.changes.get("owner")
    owner = event.changes.get("changed", {}).get("owner_id")
    return owner[1] if isinstance(owner, list) else owner


def _standing(piles: dict[Group, _Pile]) -> dict[Group, Notice]:
    """The unread notices that may take more in."""
    rows = Notice.objects.unscoped(WHY).filter(
        person__in={group[0] for group in piles}, kind__in={group[1] for group in piles}, read_at=None
    )
    return {
        (one.person_id, one.kind, one.params.get("by"), clock.local_day(one.at)): one
        for one in rows.order_by("pk")
        if "count" in one.params and "act" not in one.params
    }


def _grown(group: Group, pile: _Pile, standing: dict[Group, Notice]) -> News | None:
    """A notice of the pile; None when one that stands unread has taken it in."""
    person, kind, by, _day = group
    noun = "customers.account" if kind == "customers_moved" else "people.person"
    notice = standing.get(group)
    if notice is not None:
        params = {**notice.params, "count": notice.params["count"] + len(pile.ids)}
        unread = Notice.objects.unscoped(WHY).filter(pk=notice.pk, read_at=None)
        if unread.update(params=params, noun_id="", at=max(notice.at, pile.at)):
            return None
    single = pile.ids[0] if len(pile.ids) == 1 else ""
    params = {"by": by, "count": len(pile.ids)}
    return News(person, f"{kind}s:{pile.seal_no}", kind, pile.at, params, noun=noun, noun_id=single)
