"""Return a report, sign it with a comment and judgements, answer what was said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fieldday import trail
from fieldday.kit.refusals import Refused, require
from fieldday.rules import digest, signoff
from fieldday.visits.actions.countersigning import ask_countersigner
from fieldday.visits.actions.papers import check_version, locked, sign_off
from fieldday.visits.actions.report_writing import CHANGED, move_report
from fieldday.visits.models import Companion, DailyReport, Judgement, Visit
from fieldday.visits.questions.day_facts import content_of, day_facts


def return_report(*, by: Any, report_id: UUID, version: int, comment: str, at: datetime) -> DailyReport:
    """Send a report back with a sentence that says what is missing. Refused where its author works here no more."""
    require(signoff.judge_comment(comment))
    with transaction.atomic():
        report, right = locked(DailyReport, "visits.report.returned", by=by, pk=report_id)
        require(signoff.may_move(report.status, signoff.RETURN))
        require_author(report)
        check_version(report, version, CHANGED)
        move_report(report, "returned", signoff.RETURN, by, right, at, comment=comment)
        return report


def require_author(report: DailyReport) -> None:
    """Refuse what would leave a report to somebody who cannot send it again."""
    if not report.person.is_active:
        raise Refused("visits.report.author_left", name=report.person.name)


def sign_report(
    *,
    by: Any,
    report_id: UUID,
    version: int,
    comment: str,
    at: datetime,
    seen: str = "",
    judgements: Mapping[UUID, tuple[str, str]] | None = None,
) -> DailyReport:
    """Sign a report of one's line: judge its visits {visit: (says, words)}, write the comment, freeze the figures.

    `seen` is the digest of what the page showed (`content_digest`); when the facts have changed since, it is
    refused and the signer reads again. One winner under a race.
    """
    require(signoff.judge_comment(comment))
    with transaction.atomic():
        report, right = locked(DailyReport, "visits.report.signed", by=by, pk=report_id)
        require(signoff.may_move(report.status, signoff.SIGN))
        check_version(report, version, CHANGED)
        content = content_of(day_facts(report.person_id, report.day), report.reflections, report.accepted)
        if seen and seen != digest.digest(content):
            raise Refused("visits.report.facts_changed")
        spoken = _judge(report, judgements or {}, by, at)
        report.frozen = digest.plain(content)
        ask_countersigner(report, by=by, right=right)
        move_report(
            report, "signed", signoff.SIGN, by, right, at, comment=comment, content={**content, "judgements": spoken}
        )
        return report


def answer_report(*, by: Any, report_id: UUID, text: str, at: datetime) -> DailyReport:
    """Answer what the superior wrote on one's signed report; the answer joins the paper's chain."""
    require(signoff.judge_comment(text))
    with transaction.atomic():
        report, right = locked(DailyReport, "visits.report.answered", by=by, pk=report_id)
        require(signoff.may_move(report.status, signoff.ANSWER))
        signed = sign_off(report, "answered", by=by, right=right, at=at, comment=text)
        facts = {"day_reported": report.day, "comment": text, "digest": signed.digest}
        trail.record("visits.report.answered", by=by, noun=report, at=at, **facts)
        return report


def content_digest(report: DailyReport) -> str:
    """The digest of a report as it reads now: the page shows it, the signature asks for the same."""
    return digest.digest(content_of(day_facts(report.person_id, report.day), report.reflections, report.accepted))


def _judge(
    report: DailyReport, judgements: Mapping[UUID, tuple[str, str]], by: Any, at: datetime
) -> list[dict[str, Any]]:
    visits = Visit.objects.unscoped("the visits of a report found in sight")
    joined = Companion.objects.unscoped("what the report's author came along to").filter(person_id=report.person_id)
    his = Q(person_id=report.person_id) | Q(pk__in=joined.values("visit_id"))
    of_the_day = set(visits.filter(his, day=report.day).values_list("pk", flat=True))
    rows = []
    for visit_id, (says, note) in judgements.items():
        if visit_id not in of_the_day or says not in Judgement.SAYS:
            raise Refused("visits.judgement.unknown", field=f"visit-{visit_id}")
        require(signoff.judge_judgement(says, note, f"visit-{visit_id}"))
        rows.append(Judgement(report=report, visit_id=visit_id, says=says, note=note, by=by, at=at))
    Judgement.objects.bulk_create(rows)
    return [{"visit": row.visit_id, "says": row.says, "note": row.note} for row in rows]
