"""Write the day's report: it composes itself from the visits; the rep adds reflections and why stops were missed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit import clock
from fieldday.kit.refusals import Refused, require
from fieldday.people.authority import authorise
from fieldday.rules import chain, signoff
from fieldday.rules.report_warnings import unread, warnings_of
from fieldday.visits.actions.day_lock import lock_days
from fieldday.visits.actions.departure import leave_open_visit
from fieldday.visits.actions.moments import happened_at
from fieldday.visits.actions.papers import check_version, locked, plan_head, sign_off
from fieldday.visits.models import Code, DailyReport, Deviation, Stop
from fieldday.visits.policy import POLICY
from fieldday.visits.questions.day import DayFacts
from fieldday.visits.questions.day_facts import content_of, day_facts
from fieldday.visits.questions.report_warned import as_sent

CHANGED = "visits.report.changed_meanwhile"
WARNED = "visits.report.warned"


def save_report(
    *,
    by: Any,
    day: date,
    reflections: str,
    at: datetime,
    version: int = 0,
    missed: Mapping[UUID, tuple[str, str]] | None = None,
    claimed_at: datetime | None = None,
) -> DailyReport:
    """Keep one's reflections on a day, and why planned stops were missed: {stop: (reason's code, own words)}."""
    authorise(POLICY, "visits.report.saved", by=by, author=by)
    if day > clock.local_day(at):
        raise Refused("visits.report.in_the_future", field="day")
    with transaction.atomic():
        lock_days(by)
        reports = DailyReport.objects.visible_to(by).select_for_update(of=("self",))
        report = reports.filter(person=by, day=day).first()
        if report:
            require(signoff.may_move(report.status, signoff.EDIT))
            check_version(report, version, CHANGED)
            report.version += 1
        else:
            report = DailyReport(person=by, day=day)
        report.reflections = reflections
        report.save()
        for stop_id, (reason, note) in (missed or {}).items():
            _explain(by, stop_id, day, reason, note, at)
        trail.record("visits.report.saved", by=by, noun=report, at=at, claimed_at=claimed_at, day_reported=day)
        return report


def send_report(
    *,
    by: Any,
    report_id: UUID,
    version: int,
    at: datetime,
    accepted: Collection[str] = (),
    claimed_at: datetime | None = None,
    sent_at: datetime | None = None,
) -> DailyReport:
    """Send one's report of a day to the superior. `accepted` are the codes of the warnings that one has read: those
    that hold are kept and signed with it. Whether it is late is told by the moment a phone claims, where its clock can
    be believed; it waits its turn by the server's receipt.

    Raises Refused: there is nothing in it, no visit and no word; or WARNED, with the warnings that were not accepted.
    """
    with transaction.atomic():
        lock_days(by)
        report, right = locked(DailyReport, "visits.report.sent", by=by, pk=report_id)
        require(signoff.may_move(report.status, signoff.SEND))
        check_version(report, version, CHANGED)
        facts = day_facts(report.person_id, report.day)
        if not facts.visits and not report.reflections.strip():
            raise Refused("visits.report.without_visits", field="reflections")
        moment = happened_at(at, claimed_at, sent_at)
        report.accepted = _known(facts, report.reflections, accepted, moment)
        if report.day == clock.local_day(moment):  # a visit left open ends with it: one is not there any more
            leave_open_visit(by=by, at=at, left_at=moment, claimed_at=claimed_at)
            still_open = any(visit.left_at is None for visit in facts.visits)
            facts = day_facts(report.person_id, report.day) if still_open else facts
        report.sent_at, report.claimed_at = at, claimed_at
        report.happened_at = moment if moment != at else None
        content = content_of(facts, report.reflections, report.accepted)
        move_report(report, "sent", signoff.SEND, by, right, at, content=content, claimed_at=claimed_at)
        return report


def withdraw_report(*, by: Any, report_id: UUID, version: int, at: datetime) -> DailyReport:
    """Take back a report that nobody has answered yet."""
    with transaction.atomic():
        report, right = locked(DailyReport, "visits.report.withdrawn", by=by, pk=report_id)
        require(signoff.may_move(report.status, signoff.WITHDRAW))
        check_version(report, version, CHANGED)
        move_report(report, "withdrawn", signoff.WITHDRAW, by, right, at)
        return report


def _known(facts: DayFacts, reflections: str, accepted: Collection[str], at: datetime) -> list[str]:
    """The codes of the warnings that hold, all of them accepted. Raises Refused with those that were not."""
    sent = as_sent(facts, reflections, at=at)
    if not (left := unread(sent, accepted)).ok:
        raise Refused(WARNED, left.reasons)
    return [one.code for one in warnings_of(sent).reasons]


def _explain(by: Any, stop_id: UUID, day: date, reason: str, note: str, at: datetime) -> None:
    stops = Stop.objects.visible_to(by).filter(plan__person=by, plan__day=day, visit=None, joined=None)
    stop = stops.filter(pk=stop_id).first()
    code = Code.objects.filter(kind="reason", code=reason).first()
    if stop is None or code is None:
        raise Refused("visits.stop.unknown_reason", field=f"missed-{stop_id}")
    rows = Deviation.objects.unscoped("the deviation of one's own stop")
    rows.update_or_create(stop=stop, defaults={"reason": code, "note": note, "by": by, "at": at})
    trail.record("visits.stop.missed", by=by, noun=stop, at=at, account_id=stop.account_id, day=day, reason=reason)


def move_report(
    report: DailyReport,
    act: str,
    move: str,
    by: Any,
    right: Any,
    at: datetime,
    *,
    content: Any = None,
    comment: str = "",
    claimed_at: datetime | None = None,
) -> None:
    """Move the report, leave the act's row in its chain, and record it; content also binds the plan as it stood."""
    if content is not None:
        content = {**content, chain.PLAN_HEAD: plan_head(report)}
    report.status = signoff.after(report.status, move)
    signed = sign_off(report, act, by=by, right=right, at=at, comment=comment, content=content)
    report.version += 1
    report.save()
    trail.record(
        f"visits.report.{act}",
        by=by,
        on_behalf_of=right.on_behalf_of,
        noun=report,
        at=at,
        claimed_at=claimed_at,
        day_reported=report.day,
        comment=comment,
        digest=signed.digest,
    )
