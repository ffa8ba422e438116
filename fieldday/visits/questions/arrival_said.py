"""What there is to say of an arrival: that the place could not be compared, that the phone's clock is off."""

from datetime import datetime

from fieldday.rules.arriving import OUT_OF_RANGE, VERIFIED, WORST_ACCURACY_M
from fieldday.rules.claims import judge_claim
from fieldday.rules.verdict import Reason
from fieldday.visits.models import Visit


def arrival_said(visit: Visit, received: datetime, sent: datetime | None = None) -> tuple[Reason, ...]:
    """Reasons why the place is not verified and the phone's time was not taken; () when all is well. `sent` is the
    phone's clock at sending."""
    return (*_about_the_place(visit), *judge_claim(claimed=visit.claimed_at, received=received, sent=sent).reasons)


def _about_the_place(visit: Visit) -> tuple[Reason, ...]:
    if visit.where == VERIFIED:
        return ()
    if visit.where == OUT_OF_RANGE:
        return (Reason("visits.arrival.out_of_range", {"distance": f"{visit.distance_m:,}"}),)
    if visit.latitude is None:
        return (Reason("visits.arrival.without_location"),)
    if visit.account.place is None:
        return (Reason("visits.arrival.place_unknown"),)
    return (Reason("visits.arrival.inaccurate", {"limit": WORST_ACCURACY_M}),)
