"""A signed report opened again: back with its author, what was signed still readable, everything signed anew."""

import pytest

from fieldday.rules.chain import PLAN_HEAD
from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.actions.report_signing import answer_report, return_report, sign_report
from fieldday.visits.actions.report_writing import save_report, send_report
from fieldday.visits.models import DailyReport, Judgement
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.desk import desk_of
from fieldday.visits.questions.frozen_day import frozen_facts
from fieldday.visits.questions.report_page import report_page
from fieldday.visits.questions.report_review import report_review
from tests.visits.checks import acts, events, refused
from tests.world import FRIDAY, NOW

pytestmark = pytest.mark.django_db


def _signed(world, **more):
    report = DailyReport.objects.visible_to(world.bob).get(pk=world.alices.report.pk)
    said = {"judgements": {world.alices.visit.pk: ("discuss", "報價要快")}, **more}
    return sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="做得好", at=NOW, **said)


def _reopen(world, report, **more):
    said = {"by": world.bob, "report_id": report.pk, "version": report.version, "comment": "收款金額有誤", "at": NOW}
    return reopen_report(**{**said, **more})


def test_it_goes_back_to_its_author_and_what_was_signed_stays_readable(world):
    signed = _signed(world)
    before = frozen_facts(signed.frozen)
    DailyReport.objects.unscoped("a test").filter(pk=signed.pk).update(countersigner=world.mona, countersigned_at=NOW)
    report = _reopen(world, signed)
    assert (report.status, report.frozen, report.countersigner, report.countersigned_at) == (
        "returned",
        None,
        None,
        None,
    )
    assert acts(report) == ["sent", "signed", "reopened"]
    kept = report.signoffs.unscoped("a test").get(act="signed")
    assert frozen_facts(kept.content) == before
    assert kept.content["judgements"][0]["note"] == "報價要快"
    assert not Judgement.objects.unscoped("a test").filter(report=report).exists()
    event = events("visits.report.reopened", report)[0]
    assert (event.by_id, event.changes["comment"]) == (world.bob.pk, "收款金額有誤")
    open_day(world.alice, FRIDAY)


def test_what_was_answered_to_the_old_signature_leaves_the_desk(world):
    signed = _signed(world)
    answer_report(by=world.alice, report_id=signed.pk, text="收款漏了一筆", at=NOW)
    assert len(desk_of(world.bob, at=NOW).answered) == 1
    _reopen(world, DailyReport.objects.visible_to(world.bob).get(pk=signed.pk))
    assert desk_of(world.bob, at=NOW).answered == ()


def test_its_author_reads_why_and_the_old_signature_stands_no_more(world):
    _reopen(world, _signed(world))
    page = report_page(world.alice, FRIDAY)
    assert (page.returned.comment, page.signature, page.writable) == ("收款金額有誤", None, True)
    review = report_review(world.bob, world.alices.report.pk)
    assert (review.returned.act, review.signature, review.sealed) == ("reopened", None, False)


def test_it_is_mended_sent_and_signed_again_and_both_signatures_verify(world):
    report = _reopen(world, _signed(world))
    report = save_report(by=world.alice, day=FRIDAY, reflections="更正收款", at=NOW, version=report.version)
    report = send_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW, accepted=WARNINGS)
    report = _signed(world)
    assert acts(report) == ["sent", "signed", "reopened", "sent", "signed"]
    chain = signed_chain(world.bob, report_id=report.pk)
    assert chain.ok, chain
    assert [act.act for act in chain.acts if act.kind == "plan"] == ["submitted", "approved"]
    rows = {row.paper_version: row for row in report.signoffs.unscoped("a test").filter(act="signed")}
    first, second = rows[min(rows)], rows[max(rows)]
    assert first.content["reflections"] != second.content["reflections"] == "更正收款"
    assert second.content[PLAN_HEAD] == [act.digest for act in chain.acts if act.kind == "plan"][-1]


@pytest.mark.parametrize("comment", ["", "  ", "。。"])
def test_a_reason_is_required(world, comment):
    report = _signed(world)
    with refused("visits.comment.empty", field="comment"):
        _reopen(world, report, comment=comment)


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("alice", "visits.signoff.own_paper"),
        ("adam", "people.not_found"),
        ("carol", "people.not_found"),
        ("oscar", "people.not_found"),
        ("uma", "people.not_allowed"),
    ],
)
def test_only_the_line_opens_it(world, by, code):
    report = _signed(world)
    with refused(code):
        _reopen(world, report, by=world.people[by])


def test_what_is_not_signed_or_changed_meanwhile_is_told(world):
    with refused("visits.report.not_signed"):
        _reopen(world, world.alices.report)
    report = _signed(world)
    with refused("visits.report.changed_meanwhile"):
        _reopen(world, report, version=report.version - 1)
    report = _reopen(world, report)
    with refused("visits.report.already_returned"):
        _reopen(world, report)


def test_a_report_of_somebody_who_left_is_neither_opened_again_nor_returned(world):
    signed = _signed(world)
    sent = DailyReport.objects.unscoped("a test").create(person=world.alice, day=NOW.date(), status="sent", sent_at=NOW)
    world.alice.is_active = False
    world.alice.save()
    with refused("visits.report.author_left"):
        _reopen(world, signed)
    said = {"by": world.bob, "report_id": sent.pk, "version": sent.version, "comment": "請補", "at": NOW}
    with refused("visits.report.author_left"):
        return_report(**said)
    review = report_review(world.bob, signed.pk)
    assert review and not review.may_reopen
