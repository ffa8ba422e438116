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
    "visits.judgement.question_without_words",
    "visits.judgement.too_long",
    "visits.countersign.not_asked",
    "visits.countersign.done",
)
LONGEST_NOTE = 200  # on one visit
COMES_BACK = ("answered", "remarked")  # acts that the superior reads again


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


def countersigner_of(*, asked: int | None, author: int, signed_by: AbstractSet[int], above: int | None) -> int | None:
    """Whom a signed report waits for 會簽: whom the team asks, on that person's own report his superior ``above``.
    None where nobody is asked, or where that person has just signed it himself."""
    wanted = above if asked == author else asked
    return None if wanted == author or wanted in signed_by else wanted


def may_countersign(*, author: int, signer: int, waits_for: int | None, eyes: AbstractSet[int], done: bool) -> Verdict:
    """Whether ``signer`` may countersign: he, or whoever he stands in for (``eyes``), is asked; never on his own."""
    if signer == author:
        return refuse("visits.signoff.own_paper")
    if waits_for is None or waits_for not in eyes:
        return refuse("visits.countersign.not_asked")
    return refuse("visits.countersign.done") if done else FINE


def judge_judgement(says: str, note: str, field: str) -> Verdict:
    """Whether a judgement of a visit can stand: a question asks something, and its words fit."""
    if len(clean(note)) > LONGEST_NOTE:
        return refuse("visits.judgement.too_long", field=field, limit=LONGEST_NOTE, many=len(clean(note)))
    if says == "question" and not clean(note):
        return refuse("visits.judgement.question_without_words", field=field)
    return FINE


def judge_remark(text: str) -> Verdict:
    """Whether an optional comment fits: it may be empty."""
    if len(clean_lines(text)) > LONGEST_COMMENT:
        return refuse("visits.comment.too_long", field="comment", limit=LONGEST_COMMENT)
    return FINE


def judge_comment(text: str) -> Verdict:
    """Whether a comment 批示 says something: not empty, not blanks and punctuation only, at most 2000 characters."""
    if not any(unicodedata.category(ch)[0] in "LNMS" for ch in clean(text)):
        return refuse("visits.comment.empty", field="comment")
    if len(clean_lines(text)) > LONGEST_COMMENT:
        return refuse("visits.comment.too_long", field="comment", limit=LONGEST_COMMENT)
    return FINE
