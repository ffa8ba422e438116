"""The duty that forgets old notices: what they told of stays on its paper and on the trail."""

from datetime import datetime, timedelta

from fieldday.notices.models import Notice
from fieldday.people.models import Company

AT_ONCE, MOST = 1000, 50_000  # rows a transaction; rows a run: the next one goes on


def forget_notices(*, at: datetime) -> int:
    """Delete notices older than the company's `notice_days` with their deliveries, the oldest first; 0 keeps them all.
    Answers how many rows went."""
    days = Company.the().notice_days
    if not days:
        return 0
    rows = Notice.objects.unscoped("old notices are forgotten for everybody alike")
    old = rows.filter(at__lt=at - timedelta(days=days)).order_by("at")
    done = 0
    while done < MOST:
        ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
        done += rows.filter(pk__in=ids).delete()[0]
        if len(ids) < AT_ONCE:
            break
    return done
