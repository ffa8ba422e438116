"""What plans and reports share: finding a paper under a lock, and the row that each act on it leaves."""

from datetime import datetime
from typing import Any

from fieldday.kit.refusals import Refused
from fieldday.people.authority import Authority, authorise
from fieldday.rules import digest
from fieldday.visits.models import DailyReport, Plan, SignOff
from fieldday.visits.policy import POLICY


def locked(model: type[Plan] | type[DailyReport], verb: str, *, by: Any, pk: Any) -> tuple[Any, Authority]:
    """The paper, locked, and by what right `by` acts on it. Raises Refused: missing when it is out of sight."""
    paper = model.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pk).first()
    right = authorise(POLICY, verb, by=by, author=paper.person if paper else None, seen=paper is not None)
    return paper, right


def check_version(paper: Any, version: int, code: str) -> None:
    """Raise Refused(code) when the paper is not the one that was looked at."""
    if paper.version != version:
        raise Refused(code, version=paper.version)


def sign_off(
    paper: Plan | DailyReport,
    act: str,
    *,
    by: Any,
    right: Authority,
    at: datetime,
    comment: str = "",
    content: Any = None,
) -> SignOff:
    """Append one act to the paper's own chain, binding what was read."""
    rows = SignOff.objects.unscoped("the paper's own chain, under its lock").filter(**_paper(paper))
    last = rows.order_by("-id").first()
    previous = last.digest if last else ""
    row = sign_off_row(paper, act, previous, by=by, right=right, at=at, comment=comment, content=content)
    row.save(force_insert=True)
    return row


def sign_off_row(
    paper: Plan | DailyReport,
    act: str,
    previous: str,
    *,
    by: Any,
    right: Authority,
    at: datetime,
    comment: str = "",
    content: Any = None,
) -> SignOff:
    """The row of an act, not yet written; `previous` is the digest of the act before it on this paper, "" for none."""
    row = SignOff(
        **_paper(paper),
        act=act,
        by=by,
        on_behalf_of=right.on_behalf_of,
        self_signed=right.self_signed,
        comment=comment,
        at=at,
        paper_version=paper.version,
        content=digest.plain(content) if content is not None else None,
        previous=previous,
    )
    row.digest = digest.chain(previous, signed_value(row, paper.pk))
    return row


def plan_head(report: DailyReport) -> str:
    """The digest of the latest act on the plan of a report's day, "" without one: the report is chained to it."""
    rows = SignOff.objects.unscoped("the plan of a report under its lock")
    rows = rows.filter(plan__person_id=report.person_id, plan__day=report.day)
    return rows.order_by("-pk").values_list("digest", flat=True).first() or ""


def _paper(paper: Plan | DailyReport) -> dict[str, Any]:
    return {"plan" if isinstance(paper, Plan) else "report": paper}


def signed_value(row: SignOff, paper_id: Any) -> dict[str, Any]:
    """What the digest of a sign-off covers."""
    return {
        "paper": paper_id,
        "act": row.act,
        "by": row.by_id,
        "on_behalf_of": row.on_behalf_of_id,
        "self_signed": row.self_signed,
        "comment": row.comment,
        "at": row.at,
        "version": row.paper_version,
        "content": row.content,
    }
