"""The duty that forgets old notices: what they told of stays on its paper and on the trail."""

from datetime import datetime, timedelta

from fieldday.notices.models import Notice

KEPT_DAYS = 180
AT_ONCE, MOST = 1000, 50_000  # rows a transaction; rows a run: the next one goes on


def forget_notices(*, at: datetime) -> int:
    """Delete notices older than 180 days with their deliveries, the oldest first; answers how many rows went."""
    rows = Notice.objects.unscoped("old notices are forgotten for everybody alike")
    old = rows.filter(at__lt=at - timedelta(days=KEPT_DAYS)).order_by("at")
    done = 0
    while done < MOST:
        ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
        done += rows.filter(pk__in=ids).delete()[0]
        if len(ids) < AT_ONCE:
            break
    return done
