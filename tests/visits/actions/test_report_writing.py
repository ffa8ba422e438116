"""The day's report: it composes itself; the rep adds why stops were missed and what he makes of the day, and sends."""

from datetime import timedelta

import pytest

from fieldday.kit.refusals import Refused
from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.actions.report_writing import save_report, send_report, withdraw_report
from fieldday.visits.models import DailyReport, Deviation, Visit
from tests.racing import race
from tests.visits.checks import acts, events, refused
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db
EVENING = moment(MONDAY, 18, 5)


@pytest.fixture
def visit(world):
    return arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)


def _save(world, **more):
    return save_report(**{"by": world.alice, "day": MONDAY, "reflections": "忙", "at": EVENING, **more})


def _send(world, report, **more):
    sent = {"by": world.alice, "report_id": report.pk, "version": report.version, "at": EVENING}
    return send_report(**{**sent, "accepted": WARNINGS, **more})


def test_reflections_and_reasons_are_kept(world, visit):
    stop = world.alices.stops[1]
    report = _save(world, missed={stop.pk: ("traffic", "高速公路封閉")})
    why = Deviation.objects.visible_to(world.bob).get(stop=stop)
    assert (report.status, report.reflections, why.reason.code, why.note) == ("draft", "忙", "traffic", "高速公路封閉")
    assert (len(events("visits.report.saved", report)), len(events("visits.stop.missed", stop))) == (1, 1)
    again = _save(world, version=report.version, missed={stop.pk: ("weather", "")})
    assert (again.version, Deviation.objects.visible_to(world.bob).get(stop=stop).reason.code) == (2, "weather")


def test_a_visited_stop_a_foreign_one_or_an_unknown_reason_is_refused(world, visit):
    with refused("visits.stop.unknown_reason", field=f"missed-{visit.stop_id}"):
        _save(world, missed={visit.stop_id: ("traffic", "")})
    with refused("visits.stop.unknown_reason"):
        _save(world, missed={world.charlies.stops[0].pk: ("traffic", "")})
    with refused("visits.stop.unknown_reason"):
        _save(world, missed={world.alices.stops[1].pk: ("promotion", "")})


def test_a_day_to_come_has_no_report(world):
    with refused("visits.report.in_the_future", field="day"):
        _save(world, day=TUESDAY)


def test_sending_ends_the_visit_that_is_open_and_binds_the_facts(world, visit):
    report = _send(world, _save(world))
    visit.refresh_from_db()
    assert (report.status, report.sent_at, visit.left_at) == ("sent", EVENING, EVENING)
    assert acts(report) == ["sent"]
    content = report.signoffs.unscoped("a test").get().content
    assert content["reflections"] == "忙"
    assert [one["account"] for one in content["facts"]["visits"]] == ["蓮花藥局"]
    assert len(events("visits.report.sent", report)) == 1


def test_a_report_without_visits_wants_a_word(world):
    report = _save(world, reflections="  ")
    with refused("visits.report.without_visits", field="reflections"):
        _send(world, report)
    report = _save(world, reflections="整天開會", version=report.version)
    assert _send(world, report).status == "sent"


def test_after_sending_the_day_is_closed_until_it_is_withdrawn(world, visit):
    report = _send(world, _save(world))
    with refused("visits.report.awaits_signature"):
        record_visit(by=world.alice, visit_id=visit.pk, version=1, said=VisitInput(summary="晚"), at=EVENING)
    with refused("visits.report.awaits_signature"):
        _save(world, version=report.version)
    with refused("visits.report.already_sent"):
        _send(world, report)
    report = withdraw_report(by=world.alice, report_id=report.pk, version=report.version, at=EVENING)
    assert report.status == "draft"
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=VisitInput(summary="晚"), at=EVENING)
    report = _send(world, _save(world, version=report.version, reflections="改過"))
    assert acts(report) == ["sent", "withdrawn", "sent"]
    assert len(events("visits.report.withdrawn", report)) == 1


def test_a_stale_page_overwrites_nothing(world):
    report = _save(world)
    with refused("visits.report.changed_meanwhile"):
        _save(world, version=0)
    with refused("visits.report.changed_meanwhile"):
        _send(world, report, version=9)


@pytest.mark.parametrize(("by", "code"), [("bob", "people.not_yours"), ("charlie", "people.not_found")])
def test_nobody_sends_or_withdraws_for_another(world, by, code):
    report = world.alices.report
    with refused(code):
        withdraw_report(by=world.people[by], report_id=report.pk, version=report.version, at=NOW)
    with refused(code):
        _send(world, report, by=world.people[by])


def test_everybody_writes_his_own(world):
    report = _save(world, by=world.bob)
    assert (report.person, DailyReport.objects.visible_to(world.alice).filter(pk=report.pk).exists()) == (
        world.bob,
        False,
    )


def test_fridays_report_may_still_be_written_on_monday(world):
    report = save_report(by=world.adam, day=FRIDAY, reflections="補", at=NOW)
    assert (
        send_report(by=world.adam, report_id=report.pk, version=report.version, at=NOW, accepted=WARNINGS).day == FRIDAY
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_first_report_and_an_arrival_at_once_leave_no_fact_behind(world):
    """No report's row is there to lock yet: it is the person's days that are."""

    def send():
        return _send(world, _save(world))

    later = EVENING + timedelta(minutes=1)
    _won, lost = race(send, lambda: arrive(by=world.alice, at=later, account_id=world.dawn.pk))
    assert all(isinstance(one, Refused) for one in lost), lost
    report = DailyReport.objects.visible_to(world.alice).get(day=MONDAY)
    told = report.signoffs.unscoped("a test").order_by("pk").last().content["facts"]["visits"]
    assert len(told) == Visit.objects.visible_to(world.alice).filter(day=MONDAY).count()


def test_what_it_is_warned_of_is_asked_about_and_nothing_is_sent(world, visit):
    report = _save(world)
    with pytest.raises(Refused) as refusal:
        _send(world, report, accepted=["visits.warning.visit_without_word"])
    assert refusal.value.code == "visits.report.warned"
    asked = {one.code: one.params for one in refusal.value.reasons}
    assert list(asked) == [
        "visits.warning.nothing_effective",
        "visits.warning.missed_unexplained",
        "visits.warning.visit_open",
    ]
    assert asked["visits.warning.missed_unexplained"]["names"] == "北區"
    report.refresh_from_db()
    visit.refresh_from_db()
    assert (report.status, report.accepted, visit.left_at, acts(report)) == ("draft", [], None, [])


def test_what_was_accepted_is_kept_and_signed_with_the_report(world, visit):
    report = _send(world, _save(world))
    known = [
        "visits.warning.nothing_effective",
        "visits.warning.missed_unexplained",
        "visits.warning.visit_without_word",
        "visits.warning.visit_open",
    ]
    assert report.accepted == known, "those that hold, of all that were accepted"
    assert report.signoffs.unscoped("a test").get().content["accepted"] == known


def test_sent_again_without_faults_nothing_is_accepted(world, visit):
    report = _send(world, _save(world))
    report = withdraw_report(by=world.alice, report_id=report.pk, version=report.version, at=EVENING)
    said = VisitInput(results=("quotation",), met_in_charge=True, summary="談好報價")
    record_visit(by=world.alice, visit_id=visit.pk, version=1, said=said, at=EVENING)
    report = _save(world, version=report.version, missed={world.alices.stops[1].pk: ("traffic", "")})
    assert _send(world, report, accepted=()).accepted == []
