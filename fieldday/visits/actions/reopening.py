"""Open a signed report again: it goes back to its author, and what was signed stays readable in the report's chain."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday.kit.refusals import require
from fieldday.rules import signoff
from fieldday.visits.actions.countersigning import see_answers
from fieldday.visits.actions.day_lock import lock_days
from fieldday.visits.actions.papers import check_version, locked
from fieldday.visits.actions.report_signing import require_author
from fieldday.visits.actions.report_writing import CHANGED, move_report
from fieldday.visits.models import DailyReport, Judgement


def reopen_report(*, by: Any, report_id: UUID, version: int, comment: str, at: datetime) -> DailyReport:
    """Take the signature back from a report of one's line, with the reason: it is returned, its day is open again.

    What was signed stays in the sign-off's content, the judgements with it; a countersignature, asked for or given,
    is asked for anew with the next signature; answers and remarks to the old one count as read. Refused without a
    reason, for a report that is not signed, or whose author works here no more.
    """
    require(signoff.judge_comment(comment))
    with transaction.atomic():
        report, right = locked(DailyReport, "visits.report.reopened", by=by, pk=report_id)
        lock_days(report.person)
        require(signoff.may_move(report.status, signoff.REOPEN))
        require_author(report)
        check_version(report, version, CHANGED)
        Judgement.objects.unscoped("the judgements of a report under its lock").filter(report=report).delete()
        report.frozen = report.countersigner = report.countersigned_at = None
        move_report(report, "reopened", signoff.REOPEN, by, right, at, comment=comment)
        see_answers(by=by, report_id=report.pk, at=at)
        return report
