"""What events on people and the office's files are to whom: deputies, those who get another superior, who imported."""

from collections.abc import Iterator, Sequence

from fieldday.notices.giving import News
from fieldday.trail.models import Event

APPOINTED, DISMISSED = "people.deputy.appointed", "people.deputy.dismissed"
MOVED, CHANGED, LEFT = "people.person.moved", "people.person.changed", "people.person.left"
IMPORTED, HANDED_OVER = "people.import.finished", "customers.hand_over.done"
STAFF = frozenset({APPOINTED, DISMISSED, MOVED, CHANGED, LEFT, IMPORTED, HANDED_OVER})


def news_of_people(events: Sequence[Event]) -> Iterator[News]:
    """The news in some events, without a query. Nobody is told of what he did himself, his own import excepted."""
    for event in events:
        told = _of_import(event) if event.verb == IMPORTED else _of_staff(event)
        yield from told


def new_superior(event: Event) -> int | None:
    """Whom a moved person reports to from this event on; None when it changed nothing of that."""
    changed = event.changes if event.verb == MOVED else event.changes.get("changed", {})
    before, after = changed.get("reports_to_id", (None, None))
    return after if after != before else None


def _of_import(event: Event) -> Iterator[News]:
    if event.by_id is not None:
        counts = {name: event.changes.get(name, 0) for name in ("created", "updated", "rejected")}
        refused = {"refused": event.changes["refused"]} if "refused" in event.changes else {}
        yield _news(event, event.by_id, "import_finished", **counts, **refused)


def _of_staff(event: Event) -> Iterator[News]:
    if event.verb in (APPOINTED, DISMISSED):
        told = _deputies(event)
    elif event.verb == HANDED_OVER:
        told = _new_owners(event)
    elif event.verb == LEFT:
        told = _heirs(event)
    else:
        told = _moved(event)
    for one in told:
        if one.person_id != event.by_id:
            yield one


def _deputies(event: Event) -> Iterator[News]:
    """Deputy and principal, each of the other one."""
    act, principal, deputy = event.verb.rsplit(".", 1)[1], int(event.noun_id), event.changes["deputy"]
    days = {name: event.changes[name] for name in ("since", "until") if name in event.changes}
    yield _news(event, deputy, "deputy", act=act, principal=principal, **days)
    yield _news(event, principal, "deputy", act=act, deputy=deputy, **days)


def _heirs(event: Event) -> Iterator[News]:
    """Those who reported to somebody who left, of their new superior; he is told by `gathering`."""
    successor = event.changes.get("successor")
    for person in event.changes.get("reports", ()):
        if successor and person != successor:
            yield _news(event, person, "people_moved", superior=successor)


def _new_owners(event: Event) -> Iterator[News]:
    """Each whom customers came to by a hand-over, of how many; the notice leads to what is open there."""
    for person, count in event.changes.get("to", {}).items():
        yield _news(event, int(person), "customers_moved", count=count, act="handed_over")


def _moved(event: Event) -> Iterator[News]:
    if superior := new_superior(event):
        yield _news(event, int(event.noun_id), "people_moved", superior=superior)


def _news(event: Event, person: int, kind: str, **params: object) -> News:
    whole = {"by": event.by_id, **params}
    noun, noun_id = (event.noun, event.noun_id) if event.verb in (IMPORTED, HANDED_OVER) else ("", "")
    return News(person, f"{kind}:{event.seal_no}", kind, event.at, whole, noun=noun, noun_id=noun_id)
