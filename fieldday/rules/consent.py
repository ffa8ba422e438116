"""Whether somebody may be reached by a channel, from what was said about it. Refusal wins over everything.

1. A refusal of a channel, or of "all", stands from the day it was said; one said for a day to come stands already.
2. It is undone only by a consent that the same one gave: the person himself for himself, the customer for the
   customer. That consent has its own proof, is of a later day than the refusal (never of the same), is not of a day
   to come, and names what was refused: the channel itself for a refused channel; for a refusal of "all" either "all",
   or one channel, and then that channel alone.
3. The customer's refusal covers everybody there; no contact's own consent undoes it.
4. What was refused under a number or address that came back after its person was erased counts as his own refusal.
5. A consent holds for whoever gave it, for its channel or "all", with proof, from its day on, while no refusal stands.
   The customer's consent does not speak for the persons there.
6. Where nothing was said, nobody is reached by mass sending; one call or message of one's own is allowed within an
   existing business relation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fieldday.rules.verdict import Reason

ALL = "all"
CHANNELS = ("phone", "sms", "email", "line", "post")
MASS = frozenset({"sms", "email", "line"})  # what can be sent to many at once
CODES = (
    "customers.reach.refused",
    "customers.reach.refused_all",
    "customers.reach.account_refused",
    "customers.reach.account_refused_all",
    "customers.reach.refused_before_erasure",
    "customers.reach.consented",
    "customers.reach.nothing_said",
    "customers.reach.relation",
    "customers.reach.no_relation",
)
PERSON, ACCOUNT, FORMER = "person", "account", "former"


@dataclass(frozen=True)
class Statement:
    """One thing that was said: consent or refusal, by whom (`of`: the person, the customer, or the one who was erased
    and had this number), of which day, and whether something proves it."""

    channel: str
    given: bool
    day: date
    of: str = PERSON
    proof: bool = False
    source: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Reach:
    """Whether one may be reached, why, and by which statement (None where nothing was said)."""

    allowed: bool
    reasons: tuple[Reason, ...]
    by: Statement | None = None

    @property
    def refused(self) -> bool:
        """Whether somebody refused it: then a person is asked before he rings all the same."""
        return not self.allowed and self.by is not None


def may_reach(
    channel: str, said: Iterable[Statement], day: date, *, mass: bool | None = None, relation: bool = False
) -> Reach:
    """Whether a person may be reached by `channel` on `day`, given what he and his customer said.

    `mass` is sending to many at once (by default whatever can be: SMS, e-mail, LINE); `relation` whether business is
    done with the customer. For the customer itself its own statements are passed as the person's.
    """
    if channel not in CHANNELS:
        raise ValueError(f"unknown channel: {channel}")
    about = [one for one in said if one.channel in (channel, ALL)]
    consents = [one for one in about if one.given and one.proof and one.day <= day]
    standing = [one for one in about if not one.given and not any(_undoes(yes, one) for yes in consents)]
    if standing:
        latest = max(standing, key=lambda one: (_WEIGHT[one.of], one.day))
        return Reach(False, tuple(_refusal(one) for one in _once(standing)), latest)
    own = [one for one in consents if one.of == PERSON]
    if own:
        latest = max(own, key=lambda one: one.day)
        return Reach(True, (Reason("customers.reach.consented", {"day": latest.day, "source": latest.source}),), latest)
    if channel in MASS if mass is None else mass:
        return Reach(False, (Reason("customers.reach.nothing_said"),))
    if relation:
        return Reach(True, (Reason("customers.reach.relation"),))
    return Reach(False, (Reason("customers.reach.no_relation"),))


def refused_channels(said: Iterable[Statement], day: date) -> tuple[str, ...]:
    """The channels of which a refusal stands, in their order."""
    said = tuple(said)
    return tuple(channel for channel in CHANNELS if may_reach(channel, said, day).refused)


_WEIGHT = {FORMER: 0, PERSON: 1, ACCOUNT: 2}


def _undoes(consent: Statement, refusal: Statement) -> bool:
    """Whether a proven consent that holds takes a refusal back. Both speak of the channel asked about."""
    by_himself = consent.of == (PERSON if refusal.of == FORMER else refusal.of)
    names_it = refusal.channel == ALL or consent.channel == refusal.channel
    return by_himself and names_it and consent.day > refusal.day


def _once(standing: list[Statement]) -> list[Statement]:
    """One refusal of each kind, the latest."""
    found: dict[tuple[str, bool], Statement] = {}
    for one in sorted(standing, key=lambda one: one.day):
        found[one.of, one.channel == ALL] = one
    return sorted(found.values(), key=lambda one: (-_WEIGHT[one.of], one.channel != ALL))


def _refusal(one: Statement) -> Reason:
    params = {"day": one.day, "source": one.source}
    if one.of == FORMER:
        return Reason("customers.reach.refused_before_erasure", {"day": one.day})
    if one.of == ACCOUNT:
        code = "customers.reach.account_refused_all" if one.channel == ALL else "customers.reach.account_refused"
        return Reason(code, params)
    return Reason("customers.reach.refused_all" if one.channel == ALL else "customers.reach.refused", params)
