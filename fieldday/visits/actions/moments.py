"""When an act happened that a phone tells of: judged here for every verb that takes `claimed_at` and `sent_at`."""

from datetime import datetime

from fieldday.kit import clock
from fieldday.rules.claims import judge_claim


def happened_at(at: datetime, claimed_at: datetime | None = None, sent_at: datetime | None = None) -> datetime:
    """The moment to show, on whose day the act belongs: the phone's where its clock can be believed, else the receipt
    `at`. Without `sent_at`, the phone's clock at sending, nothing is known of that clock's error, and a claim is
    believed on the day of its receipt only."""
    claim = judge_claim(claimed=claimed_at, received=at, sent=sent_at)
    if sent_at is not None:
        return claim.at
    return claim.at if claim.plausible and clock.local_day(claim.at) == clock.local_day(at) else at
