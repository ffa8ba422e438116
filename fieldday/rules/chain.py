"""The chain of a paper 簽核鏈: whether the acts on a plan or a report still are what they were when they were done.

Each act's digest covers what was read, who acted and the digest of the act before. Beyond that the acts must be
possible in their order, lead to the paper's state, and leave the copy that the signature froze; a report names the
plan's latest act as it was sent, so that plan → deviation → visits → report → comment → answer is one chain.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fieldday.rules import digest, planning, signoff
from fieldday.rules.states import Machine
from fieldday.rules.verdict import Reason

PLAN, REPORT = "plan", "report"
PLAN_HEAD = "plan_chain"  # in a report's content: the digest of the plan's latest act then

ALTERED = "visits.chain.altered"
CUT = "visits.chain.cut"
IMPOSSIBLE = "visits.chain.impossible"
WRONG_STATE = "visits.chain.wrong_state"
FROZEN_DIFFERS = "visits.chain.frozen_differs"
JUDGED_DIFFERS = "visits.chain.judged_differs"
STOPS_DIFFER = "visits.chain.stops_differ"
PLAN_UNKNOWN = "visits.chain.plan_unknown"
PLAN_EARLIER = "visits.chain.plan_earlier"
ACT_MISSING = "visits.chain.act_missing"
UNTRACED = "visits.chain.untraced"

CODES: tuple[str, ...] = (
    *(ALTERED, CUT, IMPOSSIBLE, WRONG_STATE, FROZEN_DIFFERS, JUDGED_DIFFERS, STOPS_DIFFER),
    *(PLAN_UNKNOWN, PLAN_EARLIER, ACT_MISSING, UNTRACED),
)

# What an act does to the paper's state; acts that need a state and keep it name that state.
_MOVES: Mapping[str, Mapping[str, str]] = {
    PLAN: {
        "submitted": planning.SUBMIT,
        "withdrawn": planning.WITHDRAW,
        "approved": planning.APPROVE,
        "returned": planning.RETURN,
    },
    REPORT: {
        "sent": signoff.SEND,
        "withdrawn": signoff.WITHDRAW,
        "returned": signoff.RETURN,
        "signed": signoff.SIGN,
        "answered": signoff.ANSWER,
        "reopened": signoff.REOPEN,
    },
}
_KEEPS: Mapping[str, Mapping[str, str]] = {
    PLAN: {"deviated": planning.APPROVED},
    REPORT: {"countersigned": signoff.SIGNED, "remarked": signoff.SIGNED},
}
_MACHINES: Mapping[str, Machine] = {PLAN: planning.PLAN_STATES, REPORT: signoff.REPORT_STATES}


@dataclasses.dataclass(frozen=True)
class Link:
    """One act as it is kept: `value` is what its digest covers, its "content" what was read then."""

    act: str
    at: datetime.datetime
    previous: str
    digest: str
    value: Mapping[str, Any]

    @property
    def content(self) -> Mapping[str, Any]:
        found = self.value.get("content")
        return found if isinstance(found, Mapping) else {}


@dataclasses.dataclass(frozen=True)
class Paper:
    """A paper as its row stands now. `frozen` and `judged` ({visit: (says, words)}) are a signed report's."""

    kind: str
    status: str
    frozen: Mapping[str, Any] | None = None
    judged: Mapping[str, tuple[str, str]] | None = None


@dataclasses.dataclass(frozen=True)
class Chain:
    """What was found: the faults of each act, in the order of the acts, and those of the paper as a whole."""

    acts: tuple[tuple[Reason, ...], ...]
    paper: tuple[Reason, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.paper and not any(self.acts)

    @property
    def faults(self) -> tuple[tuple[int, Reason], ...]:
        """(number of the act, why); 0 stands for the paper itself."""
        acts = [(number, fault) for number, faults in enumerate(self.acts, start=1) for fault in faults]
        return (*acts, *((0, fault) for fault in self.paper))


def check(paper: Paper, links: Sequence[Link], plan: Sequence[Link] = (), told: Collection[str] = ()) -> Chain:
    """Verify a paper's acts, oldest first. `plan` are the acts on the plan of a report's day; `told` the digests that
    the trail holds of acts on this paper, each of which must still be there."""
    state, previous, acts = _MACHINES[paper.kind].start, "", []
    for link in links:
        faults = []
        if link.previous != previous:
            faults.append(Reason(CUT))
        if link.digest != digest.chain(link.previous, link.value):
            faults.append(Reason(ALTERED))
        after = _after(paper.kind, state, link.act)
        if after is None:
            faults.append(Reason(IMPOSSIBLE))
        state = after or state
        faults += _bound(link, plan) if paper.kind == REPORT else []
        acts.append(tuple(faults))
        previous = link.digest
    whole = [Reason(WRONG_STATE)] if paper.status != state else []
    if paper.kind == REPORT:
        whole += _as_signed(paper, links)
    if set(told) - {link.digest for link in links}:
        whole.append(Reason(ACT_MISSING))
    return Chain(tuple(acts), tuple(whole))


def _after(kind: str, state: str, act: str) -> str | None:
    """The state after an act; None where it is not possible."""
    if act in _KEEPS[kind]:
        return state if state == _KEEPS[kind][act] else None
    move = _MOVES[kind].get(act)
    machine = _MACHINES[kind]
    return machine.after(state, move) if move and machine.may(state, move).ok else None


def _bound(link: Link, plan: Sequence[Link]) -> list[Reason]:
    """Whether the plan's act that a report names is there, and was the latest one then."""
    if PLAN_HEAD not in link.content:
        return []
    before = [one.digest for one in plan if one.at <= link.at]
    head = link.content[PLAN_HEAD]
    if head == (before[-1] if before else ""):
        return []
    return [Reason(PLAN_EARLIER if head in before else PLAN_UNKNOWN)]


def _as_signed(paper: Paper, links: Sequence[Link]) -> list[Reason]:
    """Whether the frozen copy and the judgements of a signed report are those that were signed."""
    signed = next((link for link in reversed(links) if link.act == "signed"), None)
    if paper.status != signoff.SIGNED or signed is None:
        return []
    faults = []
    frozen = paper.frozen or {}
    if any(signed.content.get(name) != value for name, value in frozen.items()):
        faults.append(Reason(FROZEN_DIFFERS))
    said = {str(one["visit"]): (one["says"], one["note"]) for one in signed.content.get("judgements", ())}
    if paper.judged is not None and said != dict(paper.judged):
        faults.append(Reason(JUDGED_DIFFERS))
    return faults


@dataclasses.dataclass(frozen=True)
class Difference:
    """One field that reads otherwise: `where` is the way to it, (list, id of the row, field) or (field,); a row that
    came or went has no field and is whole on its side."""

    where: tuple[str, ...]
    before: Any
    now: Any

    @property
    def field(self) -> str:
        return self.where[-1] if len(self.where) != 2 else ""


def differences(
    before: Mapping[str, Any], now: Mapping[str, Any], *, unheeded: Collection[str] = ()
) -> tuple[Difference, ...]:
    """What differs between two contents spelt as JSON. Fields that the earlier one does not know are none; lists of
    rows with an `id` are compared row by row, in the order of the earlier one."""
    found: list[Difference] = []
    for name, old in before.items():
        new = now.get(name)
        if name in unheeded or old == new:
            continue
        if _rows(old) and _rows(new):
            found += _row_differences(name, old, new or [], unheeded)
        else:
            found.append(Difference((name,), old, new))
    return tuple(found)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) and "id" in row for row in value)


def _row_differences(
    name: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], unheeded: Collection[str]
) -> list[Difference]:
    known = {str(row["id"]): row for row in new}
    found = []
    for row in old:
        other = known.pop(str(row["id"]), None)
        if other is None:
            found.append(Difference((name, str(row["id"])), row, None))
            continue
        found += [
            Difference((name, str(row["id"]), field), value, other.get(field))
            for field, value in row.items()
            if field not in unheeded and field in other and value != other[field]
        ]
    return found + [Difference((name, pk), None, row) for pk, row in known.items()]


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ_AS = str.maketrans("ILO", "110")
CODE_LENGTH = 10


def code_of(full: str) -> str:
    """The short code of a digest that a print carries: its first 50 bits, as `7K3QX-9M2RT`. One in 10¹⁵ by chance."""
    bits = int(full[:13], 16) >> 2
    text = "".join(_ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))
    return f"{text[:5]}-{text[5:]}"


def read_code(text: str) -> str:
    """A code as somebody typed it (small letters, no hyphen, O for 0), in its one spelling; "" for what is none."""
    plain = "".join(ch for ch in text.upper() if ch not in " -‐–—.").translate(_READ_AS)
    if len(plain) != CODE_LENGTH or any(ch not in _ALPHABET for ch in plain):
        return ""
    return f"{plain[:5]}-{plain[5:]}"


def digests_of_code(code: str) -> tuple[str, str]:
    """The lowest and the highest digest that a code may stand for: what a search by index asks between."""
    bits = 0
    for ch in code.replace("-", ""):
        bits = bits << 5 | _ALPHABET.index(ch)
    return f"{bits << 2:013x}".ljust(64, "0"), f"{bits << 2 | 3:013x}".ljust(64, "f")
