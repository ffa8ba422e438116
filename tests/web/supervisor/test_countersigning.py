"""會簽, remarks and answers at the screen: in the inbox of who is asked, on the report, and nowhere else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.people.models import Person
from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.models import DailyReport
from tests.world import NOW

pytestmark = pytest.mark.django_db
WHY = "a test"


@pytest.fixture
def report(world):
    """Alice's Friday, signed by Bob, waiting for Oscar of the office."""
    world.team_bob.countersigner = world.oscar
    world.team_bob.save(update_fields=["countersigner"])
    return sign_report(by=world.bob, report_id=world.alices.report.pk, version=1, comment="做得好", at=NOW)


def send(browser, name, report, **fields):
    return browser.post(reverse(name, args=[report.pk]), {"_key": str(uuid4()), "version": report.version, **fields})


def text(answer):
    return answer.content.decode()


def test_who_is_asked_finds_it_reads_it_and_countersigns(world, report, signed_in):
    oscar = signed_in(world.oscar)
    desk = text(oscar.get(reverse("desk")))
    assert "To countersign" in desk and reverse("report", args=[report.pk]) in desk
    page = text(oscar.get(reverse("report", args=[report.pk])))
    assert "蓮花藥局談了年節檔期" in page
    assert reverse("report-countersignature", args=[report.pk]) in page
    assert reverse("visit", args=[world.alices.visit.pk]) not in page, "what he may not open is no link"
    answer = send(oscar, "report-countersignature", report, comment="同意")
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk"))
    for browser in (signed_in(world.bob), oscar):
        page = text(browser.get(reverse("report", args=[report.pk])))
        assert "Countersigned" in page and "Oscar" in page and "同意" in page
    assert "To countersign" not in text(oscar.get(reverse("desk")))


def test_the_menu_counts_it_for_whoever_is_asked(world, report, signed_in):
    assert reverse("desk") in text(signed_in(world.oscar).get(reverse("accounts")))
    assert reverse("desk") not in text(signed_in(world.ada).get(reverse("accounts")))


def test_a_remark_is_kept_when_it_says_nothing_and_reaches_who_signed(world, report, signed_in):
    oscar, bob = signed_in(world.oscar), signed_in(world.bob)
    answer = send(oscar, "report-remarks", report, remark="長" * 2001)
    assert answer.status_code == 422 and "長" * 2001 in text(answer)
    assert send(oscar, "report-remarks", report, remark="請附報價單").status_code == 303
    assert "請附報價單" in text(bob.get(reverse("desk")))
    page = text(bob.get(reverse("report", args=[report.pk])))
    assert "請附報價單" in page and reverse("report-reading", args=[report.pk]) in page
    assert send(bob, "report-reading", report).status_code == 303
    assert "請附報價單" not in text(bob.get(reverse("desk")))


def test_an_answer_stands_on_the_desk_until_it_is_read(world, report, signed_in):
    answer_report(by=world.alice, report_id=report.pk, text="收到，明早帶資料", at=NOW)
    bob = signed_in(world.bob)
    assert "收到，明早帶資料" in text(bob.get(reverse("desk")))
    send(bob, "report-reading", report)
    assert "收到，明早帶資料" not in text(bob.get(reverse("desk")))


@pytest.mark.parametrize("name", ["carol", "charlie", "ada"])
def test_to_everybody_else_the_report_is_not_there(world, report, signed_in, name):
    browser = signed_in(getattr(world, name))
    for route in ("report-countersignature", "report-remarks", "report-reading"):
        assert send(browser, route, report, remark="好").status_code == 404
    assert browser.get(reverse("report", args=[report.pk])).status_code == 404


def test_too_late_is_told_by_whom(world, report, signed_in):
    oscar = signed_in(world.oscar)
    send(oscar, "report-countersignature", report)
    report = DailyReport.objects.unscoped(WHY).get(pk=report.pk)
    answer = send(oscar, "report-countersignature", report)
    assert answer.status_code == 422 and "countersigned already" in text(answer)


def test_a_team_that_asks_no_more_takes_nothing_back(world, report, signed_in):
    """What waits goes on waiting: the question was put with the signature. The next report asks nobody."""
    world.team_bob.countersigner = None
    world.team_bob.save(update_fields=["countersigner"])
    oscar = Person.objects.unscoped(WHY).get(pk=world.oscar.pk)
    assert DailyReport.objects.visible_to(oscar).filter(pk=report.pk).exists()
