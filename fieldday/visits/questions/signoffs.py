"""What was done with a paper, in order: sent, withdrawn, returned, approved, signed, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from fieldday.visits.models import DailyReport, Plan, SignOff


@dataclass(frozen=True)
class Signed:
    """One act on a paper: who, for whom, what was said, and the digest that binds it."""

    act: str
    by: str
    on_behalf_of: str
    self_signed: bool
    comment: str
    at: datetime
    digest: str


Act = TypeVar("Act", SignOff, Signed)


def signoffs_of(paper: Plan | DailyReport) -> tuple[Signed, ...]:
    """Every act on a paper that was found in sight, oldest first; one query."""
    field = "plan" if isinstance(paper, Plan) else "report"
    rows = SignOff.objects.unscoped("the acts on a paper that was found in sight").filter(**{field: paper})
    return tuple(
        Signed(
            act=row.act,
            by=row.by.name,
            on_behalf_of=row.on_behalf_of.name if row.on_behalf_of else "",
            self_signed=row.self_signed,
            comment=row.comment,
            at=row.at,
            digest=row.digest,
        )
        for row in rows.select_related("by", "on_behalf_of").order_by("pk")
    )


def last_act(run: Sequence[Act], *acts: str) -> Act | None:
    """The latest of these acts, if any; `run` is in order of time."""
    return next((row for row in reversed(run) if row.act in acts), None)
