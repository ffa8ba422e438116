"""The duty that reads the trail and tells those whom an event concerns, within seconds of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from fieldday.notices.gathering import ACCOUNTS, PEOPLE, gather
from fieldday.notices.giving import News, give
from fieldday.notices.of_papers import PAPERS, news_of_papers
from fieldday.notices.of_people import STAFF, news_of_people
from fieldday.trail.following import follow
from fieldday.trail.models import Event

CURSOR = "notices"
OLDEST = timedelta(days=3)  # further back lies history: a company that was loaded, or a room that was built later
READERS: tuple[tuple[frozenset[str], Callable[[Sequence[Event]], Iterable[News]]], ...] = (
    (PAPERS, news_of_papers),
    (STAFF, news_of_people),
)
VERBS = PAPERS | STAFF | ACCOUNTS | PEOPLE


def tell_news(*, at: datetime) -> int:
    """Make notices of what was done since the last time; answers how many events were read."""

    def take(events: Sequence[Event]) -> None:
        for verbs, read in READERS:
            give(read([event for event in events if event.verb in verbs]), at=at)
        gather(events, at=at)

    return follow(CURSOR, VERBS, take, at=at, oldest=OLDEST)
