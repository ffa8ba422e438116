"""業務日報: written already, completed and sent in one post, read only once signed, answered."""

import re
from datetime import time
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.plan_writing import StopInput, save_plan
from fieldday.visits.actions.report_signing import return_report, sign_report
from fieldday.visits.models import DailyReport, Visit
from tests.counting import queries
from tests.house.tables import everything
from tests.web.rep.forms import arrived, send, text
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, account

pytestmark = pytest.mark.django_db


def _report(world, day=MONDAY):
    return DailyReport.objects.visible_to(world.alice).filter(person=world.alice, day=day).first()


def _sign(world):
    report = world.alices.report
    judged = {world.alices.visit.pk: ("discuss", "報價要 <快>")}
    return sign_report(by=world.bob, report_id=report.pk, version=1, comment="很 <好>", at=NOW, judgements=judged)


def test_todays_report_is_there_before_it_is_written(world, signed_in):
    arrived(world)
    client = signed_in(world.alice)
    assert client.get(reverse("report-today"))["Location"] == reverse("report-day", args=[MONDAY])
    page = text(client.get(reverse("report-day", args=[MONDAY])))
    assert "蓮花藥局" in page
    assert f"missed-{world.alices.stops[1].pk}" in page
    assert _report(world) is None, "reading writes nothing"


def test_it_is_completed_and_sent_in_one_post(world, signed_in):
    visit, client, key = arrived(world), signed_in(world.alice), uuid4()
    missed = f"missed-{world.alices.stops[1].pk}"
    fields = {"version": "0", "reflections": "不錯\r\n明天再來", missed: "traffic", f"{missed}-note": "塞車"}
    fields["accepted"] = WARNINGS
    for _ in range(2):
        answer = send(client, "report-day", MONDAY, key=key, act="send", **fields)
        assert answer["Location"] == reverse("report-day", args=[MONDAY])
    report = _report(world)
    assert (report.status, report.version, report.reflections) == ("sent", 2, "不錯\n明天再來")
    visit.refresh_from_db()
    assert visit.left_at == NOW
    page = text(client.get(reverse("report-day", args=[MONDAY])))
    assert "report-form" not in page
    assert "塞車" in page


def test_a_report_without_visits_is_refused_at_the_reflections(world, signed_in):
    client, before = signed_in(world.alice), everything()
    answer = send(client, "report-day", MONDAY, act="send", version="0", reflections=" ")
    assert answer.status_code == 422
    assert "There is no visit on this day" in text(answer)
    assert "error-reflections" in text(answer)
    assert everything() == before


def test_an_unknown_reason_is_refused_and_nothing_typed_is_lost(world, signed_in):
    client, before = signed_in(world.alice), everything()
    fields = {f"missed-{world.alices.stops[0].pk}": "made up", f"missed-{world.charlies.stops[0].pk}": "traffic"}
    answer = send(client, "report-day", MONDAY, act="save", version="0", reflections="寫了很多", **fields)
    assert answer.status_code == 422
    assert "寫了很多" in text(answer)
    assert "Choose a reason from the list" in text(answer)
    assert everything() == before


def test_a_stale_page_keeps_what_was_typed_and_lets_one_decide(world, signed_in):
    client = signed_in(world.alice)
    send(client, "report-day", MONDAY, act="save", version="0", reflections="手機")
    answer = send(client, "report-day", MONDAY, act="save", version="0", reflections="平板")
    assert answer.status_code == 409
    assert "平板" in text(answer)
    assert _report(world).reflections == "手機"
    send(client, "report-day", MONDAY, act="save", version="0", version_now="1", reflections="平板")
    assert _report(world).reflections == "平板"


def test_withdrawn_and_sent_again(world, signed_in):
    client = signed_in(world.alice)
    assert send(client, "report-day", FRIDAY, act="save", version="1", reflections="x").status_code == 422
    assert send(client, "report-day", FRIDAY, act="withdraw", version="1").status_code == 303
    assert "report-form" in text(client.get(reverse("report-day", args=[FRIDAY])))
    assert (
        send(client, "report-day", FRIDAY, act="send", version="2", reflections="補了", accepted=WARNINGS).status_code
        == 303
    )
    assert _report(world, FRIDAY).status == "sent"


def test_the_returned_report_brings_its_sentence(world, signed_in):
    return_report(by=world.bob, report_id=world.alices.report.pk, version=1, comment="收款 <呢>", at=NOW)
    page = text(signed_in(world.alice).get(reverse("report-day", args=[FRIDAY])))
    assert "收款 &lt;呢&gt;" in page
    assert "report-form" in page


def test_signed_it_shows_the_comment_and_is_answered(world, signed_in):
    _sign(world)
    client, here = signed_in(world.alice), reverse("report-day", args=[FRIDAY])
    page = text(client.get(here))
    assert "很 &lt;好&gt;" in page
    assert "報價要 &lt;快&gt;" in page
    assert "report-form" not in page
    assert send(client, "report-day", FRIDAY, act="answer", answer=" 。").status_code == 422
    assert send(client, "report-day", FRIDAY, act="answer", answer="收到").status_code == 303
    assert "收到" in text(client.get(here))
    assert send(client, "report-day", FRIDAY, act="save", version="2", reflections="改").status_code == 422


def test_signed_figures_are_read_from_what_was_frozen(world, signed_in):
    _sign(world)
    Visit.objects.visible_to(world.alice).filter(pk=world.alices.visit.pk).update(summary="事後改掉")
    page = text(signed_in(world.alice).get(reverse("report-day", args=[FRIDAY])))
    assert page.count("事後改掉") == 1, "the addendum alone says what it is now"
    assert page.count("談了年節檔期") == 2, "the report as it was signed, and what the addendum compares with"


def test_a_report_that_is_not_signed_takes_no_answer(world, signed_in):
    for day in (FRIDAY, MONDAY):
        answer = send(signed_in(world.alice), "report-day", day, act="answer", answer="嗯")
        assert answer.status_code == 422
        assert "not signed yet" in text(answer)


def test_a_day_to_come_has_no_report(world, signed_in):
    client = signed_in(world.alice)
    assert client.get(reverse("report-day", args=[TUESDAY])).status_code == 404
    assert send(client, "report-day", TUESDAY, act="send", version="0", reflections="早").status_code == 404


def test_everybody_reads_and_writes_his_own(world, signed_in):
    page = text(signed_in(world.bob).get(reverse("report-day", args=[FRIDAY])))
    assert "蓮花藥局" not in page
    send(signed_in(world.charlie), "report-day", FRIDAY, act="withdraw", version="1")
    assert _report(world, FRIDAY).status == "sent"


def test_the_page_costs_the_same_for_one_visit_and_for_eleven(world, signed_in):
    visit = arrived(world)
    client, here = signed_in(world.alice), reverse("report-day", args=[MONDAY])
    few = queries(lambda: client.get(here))
    for n in range(10):
        shop = account(f"X{n}", f"店 {n}", world.alice, world.north)
        Visit.objects.create(
            person=world.alice, account=shop, day=MONDAY, arrived_at=NOW, left_at=NOW, where=visit.where
        )
    assert queries(lambda: client.get(here)) == few


def test_warnings_are_asked_about_once_and_the_words_are_kept(world, signed_in):
    visit, client, here = arrived(world), signed_in(world.alice), reverse("report-day", args=[MONDAY])
    answer = send(client, "report-day", MONDAY, act="send", version="0", reflections="跑得 <累>")
    assert answer["Location"] == f"{here}?ask=1"
    report = _report(world)
    assert (report.status, report.reflections) == ("draft", "跑得 <累>")
    page = text(client.get(answer["Location"]))
    assert "1 planned stops were missed without a reason: 北區." in page
    assert reverse("visit", args=[visit.pk]) in page
    assert "Report sent." not in page
    codes = re.findall(r'name="accepted" value="([^"]+)"', page)
    answer = send(client, "report-day", MONDAY, act="send", version="1", reflections="跑得 <累>", accepted=codes)
    assert answer["Location"] == here
    assert (_report(world).status, _report(world).accepted) == ("sent", codes)
    assert "Report sent." in text(client.get(here))


def test_the_superior_reads_what_was_known(world, signed_in):
    arrived(world)
    send(signed_in(world.alice), "report-day", MONDAY, act="send", version="0", reflections="累", accepted=WARNINGS)
    page = text(signed_in(world.bob).get(reverse("report", args=[_report(world).pk])))
    assert "1 planned stops were missed without a reason: 北區." in page
    assert "A visit is still open: 蓮花藥局." in page
    rows = DailyReport.objects.visible_to(world.alice).filter(pk=_report(world).pk)
    rows.update(accepted=["visits.warning.expense_over_limit"])
    page = text(signed_in(world.bob).get(reverse("report", args=[_report(world).pk])))
    assert "An expense above the limit" in page, "what holds no longer is told without its figures"


def _tomorrow(world, **more):
    stop = StopInput(account_id=world.dawn.pk, **{"starts_at": time(9), "purposes": ("service",), **more})
    return save_plan(by=world.alice, day=TUESDAY, stops=[stop], at=NOW)


def test_tomorrows_plan_goes_with_the_report(world, signed_in):
    arrived(world)
    plan, client = _tomorrow(world), signed_in(world.alice)
    here = reverse("report-day", args=[MONDAY])
    page = text(client.get(here))
    assert "晨光商行" in page and f'name="plan" value="{plan.version}"' in page
    fields = {"version": "0", "reflections": "好", "accepted": WARNINGS, "plan": plan.version, "plan_asked": "1"}
    send(client, "report-day", MONDAY, act="send", **fields)
    plan.refresh_from_db()
    assert (plan.status, _report(world).status) == ("submitted", "sent")
    assert "Report and plan sent." in text(client.get(here))


def test_a_plan_that_was_changed_meanwhile_keeps_both_back(world, signed_in):
    arrived(world)
    _tomorrow(world)
    client, before = signed_in(world.alice), everything()
    fields = {"version": "0", "reflections": "寫了很多", "accepted": WARNINGS, "plan": "7", "plan_asked": "1"}
    answer = send(client, "report-day", MONDAY, act="send", **fields)
    assert answer.status_code == 422
    assert "This plan was changed meanwhile" in text(answer) and "寫了很多" in text(answer)
    assert everything() == before


def test_a_plan_that_stays_behind_stays_so_when_it_is_asked(world, signed_in):
    arrived(world)
    plan, client = _tomorrow(world), signed_in(world.alice)
    answer = send(client, "report-day", MONDAY, act="send", version="0", reflections="好", plan_asked="1")
    page = text(client.get(answer["Location"]))
    assert re.search(r'name="plan" value="1" form="report-form">', page), "not ticked again"
    plan.refresh_from_db()
    assert plan.status == "draft"


def test_a_plan_with_gaps_is_not_offered_and_says_what_is_missing(world, signed_in):
    _tomorrow(world, purposes=())
    page = text(signed_in(world.alice).get(reverse("report-day", args=[MONDAY])))
    assert "Stop 1 needs at least one purpose." in page
    assert 'name="plan"' not in page


def test_notes_stand_in_their_sections_and_expenses_by_kind(world, signed_in):
    page = text(signed_in(world.alice).get(reverse("report-day", args=[FRIDAY])))
    assert "Competitors" in page and "蓮花藥局對面買一送一" in page
    page = text(signed_in(world.alice).get(reverse("report-day", args=[world.alices.expense.day])))
    assert "Alice 停車" in page and "Parking" in page


def test_the_day_is_ended_on_the_report(world, signed_in):
    arrived(world)
    client, here = signed_in(world.alice), reverse("report-day", args=[MONDAY])
    assert "End work" in text(client.get(here))
    assert send(client, "attendance", act="end", day=MONDAY.isoformat())["Location"] == here
    assert "End work" not in text(client.get(here))
