"""Returning, signing and answering: what is signed is what was read, it is frozen, and it says something."""

from decimal import Decimal

import pytest

from fieldday.kit.refusals import Refused
from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.trade.models import OrderLine
from fieldday.visits.actions.report_signing import answer_report, content_digest, return_report, sign_report
from fieldday.visits.actions.report_writing import save_report, send_report, withdraw_report
from fieldday.visits.models import DailyReport, Judgement
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.frozen_day import frozen_facts
from tests.racing import race
from tests.visits.checks import acts, events, refused
from tests.world import FRIDAY, NOW

pytestmark = pytest.mark.django_db


def _sign(world, report=None, **more):
    report = report or world.alices.report
    said = {"by": world.bob, "report_id": report.pk, "version": report.version, "comment": "做得好", "at": NOW}
    return sign_report(**{**said, **more})


def test_a_signature_judges_the_visits_and_freezes_the_day(world):
    before = day_facts(world.alice.pk, FRIDAY)
    visit = world.alices.visit
    report = _sign(world, judgements={visit.pk: ("discuss", "報價要快")}, seen=content_digest(world.alices.report))
    assert (report.status, acts(report)) == ("signed", ["sent", "signed"])
    judged = Judgement.objects.visible_to(world.alice).get(visit=visit)
    assert (judged.says, judged.note, judged.by) == ("discuss", "報價要快", world.bob)
    OrderLine.objects.unscoped("a test").filter(pk=world.alices.line.pk).update(amount=Decimal(999999))
    assert frozen_facts(report.frozen) == before, "last month never changes silently"
    assert day_facts(world.alice.pk, FRIDAY) != before
    assert events("visits.report.signed", report)[0].changes["comment"] == "做得好"
    signed = report.signoffs.unscoped("a test").order_by("pk").last()
    assert signed.content["judgements"] == [{"visit": str(visit.pk), "says": "discuss", "note": "報價要快"}]


def test_facts_that_changed_while_one_was_reading_are_read_again(world):
    seen = content_digest(world.alices.report)
    OrderLine.objects.unscoped("a test").filter(pk=world.alices.line.pk).update(amount=Decimal(1))
    with refused("visits.report.facts_changed"):
        _sign(world, seen=seen)
    assert _sign(world, seen=content_digest(world.alices.report)).status == "signed"


@pytest.mark.parametrize("comment", ["", " \n", "。。。"])
def test_an_empty_comment_signs_and_returns_nothing(world, comment):
    with refused("visits.comment.empty", field="comment"):
        _sign(world, comment=comment)
    report = world.alices.report
    with refused("visits.comment.empty", field="comment"):
        return_report(by=world.bob, report_id=report.pk, version=report.version, comment=comment, at=NOW)


def test_a_comment_has_an_end(world):
    with refused("visits.comment.too_long"):
        _sign(world, comment="好" * 2001)


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
def test_only_the_line_signs(world, by, code):
    with refused(code):
        _sign(world, by=world.people[by])


def test_a_judgement_is_of_a_visit_of_this_day_and_one_of_three(world):
    with refused("visits.judgement.unknown"):
        _sign(world, judgements={world.charlies.visit.pk: ("good", "")})
    with refused("visits.judgement.unknown"):
        _sign(world, judgements={world.alices.visit.pk: ("splendid", "")})


def test_twice_is_told_and_signed_is_closed(world):
    report = _sign(world)
    with refused("visits.report.already_signed"):
        _sign(world, report)
    with refused("visits.report.already_signed"):
        withdraw_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW)
    with refused("visits.report.fixed_by_signature"):
        save_report(by=world.alice, day=FRIDAY, reflections="改", at=NOW, version=report.version)


def test_a_returned_report_is_mended_sent_again_and_signed(world):
    report = world.alices.report
    report = return_report(by=world.bob, report_id=report.pk, version=1, comment="補收款", at=NOW)
    assert report.status == "returned"
    report = save_report(by=world.alice, day=FRIDAY, reflections="補了", at=NOW, version=report.version)
    report = send_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW, accepted=WARNINGS)
    report = _sign(world, report)
    assert acts(report) == ["sent", "returned", "sent", "signed"]
    assert len(events("visits.report.returned", report)) == 1


def test_the_answer_joins_the_chain_after_the_signature_only(world):
    with refused("visits.report.not_signed"):
        answer_report(by=world.alice, report_id=world.alices.report.pk, text="收到", at=NOW)
    report = _sign(world)
    with refused("visits.comment.empty"):
        answer_report(by=world.alice, report_id=report.pk, text=" ", at=NOW)
    with refused("people.not_yours"):
        answer_report(by=world.bob, report_id=report.pk, text="代答", at=NOW)
    report = answer_report(by=world.alice, report_id=report.pk, text="收到，明天補報價", at=NOW)
    assert (report.status, acts(report)) == ("signed", ["sent", "signed", "answered"])
    assert events("visits.report.answered", report)[0].changes["comment"] == "收到，明天補報價"


def test_a_draft_is_not_signed(world):
    report = save_report(by=world.alice, day=FRIDAY.replace(day=19), reflections="x", at=NOW)
    with refused("visits.report.not_sent"):
        _sign(world, report)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_signatures_at_once_have_one_winner(world):
    won, lost = race(lambda: _sign(world), lambda: _sign(world, by=world.mona))
    assert (len(won), [type(one) for one in lost]) == (1, [Refused])
    report = DailyReport.objects.visible_to(world.alice).get(pk=world.alices.report.pk)
    assert acts(report) == ["sent", "signed"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_withdrawal_and_a_signature_at_once_have_one_winner(world):
    report = world.alices.report
    won, lost = race(
        lambda: _sign(world),
        lambda: withdraw_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW),
    )
    assert (len(won), len(lost)) == (1, 1)
    report.refresh_from_db()
    assert acts(report)[1:] == ["signed" if report.status == "signed" else "withdrawn"]
