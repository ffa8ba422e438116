"""The daily report 業務日報: its states, who may sign it, and what a comment must be.

            send                sign
draft  ───────────▶ sent ─────────────▶ signed ◀─ answer    answering does not move it
  ▲ ◀────────────── │   ▲                 │
edit   withdraw     │   │ send            │ reopen            the line takes its signature back, with a reason
             return ▼   │                 │
                 returned ◀───────────────┘ ◀─ edit         stays returned until it is sent again
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Set as AbstractSet

from fieldday.rules.states import Machine
from fieldday.rules.text import clean, clean_lines
from fieldday.rules.verdict import FINE, Reason, Verdict, refuse

DRAFT, SENT, RETURNED, SIGNED = "draft", "sent", "returned", "signed"
SEND, WITHDRAW, RETURN, SIGN, ANSWER, EDIT = "send", "withdraw", "return", "sign", "answer", "edit"
REOPEN = "reopen"

_NOT_SENT = "visits.report.not_sent"
_ALREADY_SENT = "visits.report.already_sent"
_ALREADY_SIGNED = "visits.report.already_signed"
_ALREADY_RETURNED = "visits.report.already_returned"
_AWAITS_SIGNATURE = "visits.report.awaits_signature"
_FIXED = "visits.report.fixed_by_signature"
_NOT_SIGNED = "visits.report.not_signed"

REPORT_STATES = Machine(
    start=DRAFT,
    moves={
        (DRAFT, SEND): SENT,
        (DRAFT, EDIT): DRAFT,
        (SENT, WITHDRAW): DRAFT,
        (SENT, RETURN): RETURNED,
        (SENT, SIGN): SIGNED,
        (RETURNED, EDIT): RETURNED,
        (RETURNED, SEND): SENT,
        (SIGNED, ANSWER): SIGNED,
        (SIGNED, REOPEN): RETURNED,
    },
    refusals={
        (DRAFT, WITHDRAW): _NOT_SENT,
        (DRAFT, RETURN): _NOT_SENT,
        (DRAFT, SIGN): _NOT_SENT,
        (DRAFT, ANSWER): _NOT_SIGNED,
        (DRAFT, REOPEN): _NOT_SIGNED,
        (SENT, SEND): _ALREADY_SENT,
        (SENT, ANSWER): _NOT_SIGNED,
        (SENT, REOPEN): _NOT_SIGNED,
        (SENT, EDIT): _AWAITS_SIGNATURE,
        (RETURNED, WITHDRAW): _ALREADY_RETURNED,
        (RETURNED, RETURN): _ALREADY_RETURNED,
        (RETURNED, SIGN): _ALREADY_RETURNED,
        (RETURNED, ANSWER): _NOT_SIGNED,
        (RETURNED, REOPEN): _ALREADY_RETURNED,
        (SIGNED, SEND): _ALREADY_SIGNED,
        (SIGNED, WITHDRAW): _ALREADY_SIGNED,
        (SIGNED, RETURN): _ALREADY_SIGNED,
        (SIGNED, SIGN): _ALREADY_SIGNED,
        (SIGNED, EDIT): _FIXED,
    },
)

LONGEST_COMMENT = 2000

CODES: tuple[str, ...] = (
    *REPORT_STATES.codes,
    "visits.signoff.own_paper",
    "visits.signoff.not_in_line",
    "visits.comment.empty",
    "visits.comment.too_long",
)


@dataclasses.dataclass(frozen=True)
class SignVerdict(Verdict):
    """Whether someone may sign; ``self_signed`` says that author and signer are one and this is allowed."""

    self_signed: bool = False


def may_move(state: str, act: str) -> Verdict:
    """Whether a report in this state can be sent, withdrawn, returned, signed, answered or edited; if not, why."""
    return REPORT_STATES.may(state, act)


def after(state: str, act: str) -> str:
    """The state an act leads to. Raises ``ValueError`` where ``may_move`` says no."""
    return REPORT_STATES.after(state, act)


def may_sign(*, author: int, signer: int, superiors: AbstractSet[int], author_is_root: bool) -> SignVerdict:
    """Whether ``signer`` may approve, return or sign the author's paper.

    ``superiors`` are all who stand above the author, and whoever deputises for one of them that day. One's own
    paper goes to one's superior, also while deputising for him; only the root, who has none, signs his own.
    """
    if signer == author:
        if author_is_root:
            return SignVerdict(self_signed=True)
        return SignVerdict((Reason("visits.signoff.own_paper"),))
    if signer not in superiors:
        return SignVerdict((Reason("visits.signoff.not_in_line"),))
    return SignVerdict()


def judge_comment(text: str) -> Verdict:
    """Whether a comment 批示 says something: not empty, not blanks and punctuation only, at most 2000 characters."""
    if not any(unicodedata.category(ch)[0] in "LNMS" for ch in clean(text)):
        return refuse("visits.comment.empty", field="comment")
    if len(clean_lines(text)) > LONGEST_COMMENT:
        return refuse("visits.comment.too_long", field="comment", limit=LONGEST_COMMENT)
    return FINE
