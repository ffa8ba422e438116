"""The duties of deadlines: who has not sent his paper is reminded before one; superiors are told once after it."""

from datetime import datetime

from fieldday.kit import clock
from fieldday.notices.giving import News, give
from fieldday.notices.models import Notice
from fieldday.visits.questions.overdue import behind, overdue_hour
from fieldday.visits.questions.reminding import DueSoon, due_soon

WHY = "whether superiors were told today"
NOUNS = {"plan": "visits.plan", "report": "visits.dailyreport"}


def remind(*, at: datetime) -> int:
    """Remind, once for each deadline, whoever owes a paper that is due soon; answers how many were reminded."""
    return give([_reminder(one, at) for one in due_soon(at=at)], at=at)


def tell_overdue(*, at: datetime) -> int:
    """Tell every superior, in one notice a working day, what is behind among his people; answers how many were told."""
    key = f"overdue:{clock.local_day(at)}"
    told = Notice.objects.unscoped(WHY).filter(key=key)
    if not overdue_hour(at=at) or told.exists():
        return 0
    figures = [(one.person_id, {"plans": one.plans, "reports": one.reports, "waiting": one.waiting})
               for one in behind(at=at)]  # fmt: skip
    return give([News(person, key, "overdue", at, params, noun="desk") for person, params in figures], at=at)


def _reminder(one: DueSoon, at: datetime) -> News:
    return News(
        person_id=one.person_id,
        key=f"{one.kind}_reminder:{one.day}:{one.due.isoformat()}",
        kind=f"{one.kind}_reminder",
        at=at,
        params={"day": one.day, "due": one.due.isoformat()},
        noun=NOUNS[one.kind],
        noun_id=str(one.paper_id or ""),
    )
