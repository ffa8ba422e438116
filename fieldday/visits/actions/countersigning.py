"""會簽: countersign a signed report where its team asks for it, or send a remark back; and read what was answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused, require
from fieldday.people import sight
from fieldday.people.authority import Authority, authorise
from fieldday.people.models import Person
from fieldday.rules import signoff
from fieldday.visits.actions.papers import check_version, sign_off
from fieldday.visits.actions.report_writing import CHANGED
from fieldday.visits.models import DailyReport, SignOff
from fieldday.visits.policy import POLICY

WHY = "a report under its lock"


def countersign_report(*, by: Any, report_id: UUID, version: int, at: datetime, comment: str = "") -> DailyReport:
    """Countersign a signed report that waits for `by`, or for whom he stands in today; a word is welcome, not asked.

    Raises Refused: missing when it is out of sight, when somebody else is asked, when it was done already.
    """
    require(signoff.judge_remark(comment))
    with transaction.atomic():
        report, right = _asked(by, report_id, "visits.report.countersigned")
        check_version(report, version, CHANGED)
        report.countersigned_at = at
        _act(report, "countersigned", by=by, right=right, at=at, comment=comment)
        report.version += 1
        report.save(update_fields=["countersigned_at", "version"])
        return report


def remark_on_report(*, by: Any, report_id: UUID, text: str, at: datetime) -> DailyReport:
    """Send a remark back to whoever signed, instead of countersigning yet: it stands on his desk until he read it."""
    require(signoff.judge_comment(text))
    with transaction.atomic():
        report, right = _asked(by, report_id, "visits.report.remarked")
        _act(report, "remarked", by=by, right=right, at=at, comment=text)
        return report


def see_answers(*, by: Any, report_id: UUID, at: datetime) -> int:
    """Say that the answers and remarks on a report were read, so that they leave the desk; answers how many."""
    with transaction.atomic():
        report = _found(by, report_id)
        author = report.person if report else None
        right = authorise(POLICY, "visits.answer.seen", by=by, author=author, seen=report is not None)
        rows = SignOff.objects.unscoped(WHY).filter(report_id=report_id, act__in=signoff.COMES_BACK, seen_at=None)
        seen = rows.update(seen_by=by, seen_at=at)
        if seen:
            trail.record("visits.answer.seen", by=by, on_behalf_of=right.on_behalf_of, noun=report, at=at, answers=seen)
        return seen


def ask_countersigner(report: DailyReport, *, by: Any, right: Authority) -> None:
    """Let a report that is being signed wait for whom its team asks, if anybody; the signing verb keeps it."""
    team = report.person.team
    asked = team.countersigner if team else None
    signed_by = frozenset({by.pk} | ({right.on_behalf_of.pk} if right.on_behalf_of else set()))
    wanted = signoff.countersigner_of(
        asked=asked.pk if asked and asked.is_active else None,
        author=report.person_id,
        signed_by=signed_by,
        above=report.person.reports_to_id,
    )
    people = Person.objects.unscoped("who countersigns").filter(pk=wanted, is_active=True)
    report.countersigner, report.countersigned_at = people.first(), None


def _found(by: Any, report_id: UUID) -> DailyReport | None:
    rows = DailyReport.objects.visible_to(by).select_related("person", "countersigner")
    return rows.select_for_update(of=("self",)).filter(pk=report_id).first()


def _asked(by: Any, report_id: UUID, verb: str) -> tuple[DailyReport, Authority]:
    """The report, locked, when it waits for `by`: for himself, or on behalf of the one he stands in for."""
    report = _found(by, report_id)
    authorise(POLICY, verb, by=by, seen=report is not None)
    if report is None:
        raise Refused("people.not_found", missing=True)
    if report.status != signoff.SIGNED:
        raise Refused("visits.report.not_signed")
    verdict = signoff.may_countersign(
        author=report.person_id,
        signer=by.pk,
        waits_for=report.countersigner_id,
        eyes=frozenset(sight.eyes(by)),
        done=report.countersigned_at is not None,
    )
    require(verdict)
    himself = report.countersigner_id == by.pk
    return report, Authority(on_behalf_of=None if himself else report.countersigner)


def _act(report: DailyReport, act: str, *, by: Any, right: Authority, at: datetime, comment: str) -> None:
    signed = sign_off(report, act, by=by, right=right, at=at, comment=comment)
    trail.record(
        f"visits.report.{act}",
        by=by,
        on_behalf_of=right.on_behalf_of,
        noun=report,
        at=at,
        day_reported=report.day,
        comment=comment,
        digest=signed.digest,
    )
