"""Reading, judging, signing and returning reports at the screen."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.people.actions.leaving import leave_company
from fieldday.people.models import Person
from fieldday.visits.actions.report_signing import answer_report, return_report, sign_report
from fieldday.visits.models import Code, DailyReport, Judgement, SignOff, Visit
from fieldday.visits.questions.desk import desk_of
from fieldday.visits.questions.report_review import report_review
from tests.visits.crowd import crowd, queries
from tests.world import FRIDAY, MONDAY, NOW

pytestmark = pytest.mark.django_db


def send(browser, name, report, **fields):
    body = {"_key": str(uuid4()), "version": report.version, **fields}
    return browser.post(reverse(name, args=[report.pk]), body)


def seen(world, report):
    return report_review(world.bob, report.pk).seen


def status_of(world, report):
    return DailyReport.objects.visible_to(world.diana).get(pk=report.pk).status


def test_the_page_sets_planned_beside_actual(world, signed_in):
    text = signed_in(world.bob).get(reverse("report", args=[world.alices.report.pk])).content.decode()
    for said in (
        "09:30",
        "09:31",
        "10:00",
        "蓮花藥局談了年節檔期",
        "蓮花藥局對面買一送一",
        "送報價單",
        "Alice 明天早點出門",
    ):
        assert said in text
    assert f'name="says-{world.alices.visit.pk}" value="discuss"' in text
    assert seen(world, world.alices.report) in text


def test_signing_keeps_comment_and_judgements_and_freezes(world, signed_in):
    browser, report, visit = signed_in(world.bob), world.alices.report, world.alices.visit
    fields = {f"says-{visit.pk}": "discuss", f"note-{visit.pk}": "折扣談一下", "comment": "價格明天談"}
    answer = send(browser, "report-signature", report, seen=seen(world, report), **fields)
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk")), "nothing else waits"
    kept = Judgement.objects.visible_to(world.alice).get(report=report)
    assert (kept.visit_id, kept.says, kept.note) == (visit.pk, "discuss", "折扣談一下")
    Visit.objects.visible_to(world.bob).filter(pk=visit.pk).update(summary="改過")
    answer_report(by=world.alice, report_id=report.pk, text="收到，明早帶資料", at=NOW)
    text = browser.get(reverse("report", args=[report.pk])).content.decode()
    for said in ("價格明天談", "折扣談一下", "蓮花藥局談了年節檔期", "收到，明早帶資料", "Signed: Alice"):
        assert said in text
    passages = text[text.index("passages-title") : text.index("words-title")]
    assert "改過" not in passages, "what was signed; the addenda tell of the change"
    assert "report-signature" not in text
    assert SignOff.objects.visible_to(world.bob).get(report=report, act="signed").digest in text


def test_a_signature_takes_a_word_and_keeps_what_was_typed(world, signed_in):
    browser, report, visit = signed_in(world.bob), world.alices.report, world.alices.visit
    fields = {f"says-{visit.pk}": "good", f"note-{visit.pk}": "漂亮", "comment": "。"}
    answer = send(browser, "report-signature", report, seen=seen(world, report), **fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="漂亮"' in text and "Write a sentence" in text and 'value="good" form="sign-form" checked' in text
    assert status_of(world, report) == "sent"


def test_facts_that_changed_while_reading_are_read_again(world, signed_in):
    browser, report = signed_in(world.bob), world.alices.report
    read = seen(world, report)
    Visit.objects.visible_to(world.bob).filter(pk=world.alices.visit.pk).update(summary="後來補的")
    answer = send(browser, "report-signature", report, seen=read, comment="好")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Read the report again" in text and "後來補的" in text and seen(world, report) in text
    assert send(browser, "report-signature", report, comment="好").status_code == 409, (
        "what was not shown is not signed"
    )
    assert status_of(world, report) == "sent"


def test_who_signs_too_late_is_told_by_whom(world, signed_in):
    report = world.alices.report
    read = seen(world, report)
    sign_report(by=world.mona, report_id=report.pk, version=report.version, comment="我先看了", at=NOW)
    answer = send(signed_in(world.bob), "report-signature", report, seen=read, comment="好")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "signed already" in text and "Mona signed it at 09:00" in text and "我先看了" in text


def test_returning_a_report(world, signed_in):
    browser, report = signed_in(world.bob), world.alices.report
    assert send(browser, "report-return", report, comment="").status_code == 422
    assert send(browser, "report-return", report, comment="請補收款").status_code == 303
    assert status_of(world, report) == "returned"
    assert "請補收款" in browser.get(reverse("report", args=[report.pk])).content.decode()


def test_after_one_report_the_next(world, signed_in):
    crowd(world, 1)
    browser, report = signed_in(world.bob), world.alices.report
    answer = send(browser, "report-signature", report, seen=seen(world, report), comment="好")
    following = DailyReport.objects.visible_to(world.bob).get(person__external_id="rep-0")
    assert answer["Location"] == reverse("report", args=[following.pk]), "the next one opens by itself"
    text = browser.get(reverse("report", args=[report.pk])).content.decode()
    assert reverse("report", args=[following.pk]) in text and "Next: Rep 00" in text


def test_the_office_s_own_phrases_are_offered(world, signed_in):
    page = reverse("report", args=[world.alices.report.pk])
    Code.objects.filter(kind="phrase").update(retired=True)
    assert "data-phrase-for" not in signed_in(world.bob).get(page).content.decode()
    Code.objects.create(kind="phrase", code="call", name_zh="出發前先打電話", name_en="Ring before you go")
    assert "Ring before you go</button>" in signed_in(world.bob).get(page).content.decode()


def test_what_is_too_long_or_asks_nothing_is_said_at_its_field_and_kept(world, signed_in):
    browser, report, visit = signed_in(world.bob), world.alices.report, world.alices.visit
    said = {"seen": seen(world, report), "comment": "好" * 2001}
    text = send(browser, "report-signature", report, **said).content.decode()
    assert "at most 2000 characters" in text and "好" * 2001 in text
    said = {"seen": seen(world, report), "comment": "好", f"says-{visit.pk}": "question", f"note-{visit.pk}": ""}
    text = send(browser, "report-signature", report, **said).content.decode()
    assert f'href="#id-visit-{visit.pk}"' in text or "a question needs words" in text
    said |= {f"note-{visit.pk}": "長" * 201}
    answer = send(browser, "report-signature", report, **said)
    assert answer.status_code == 422 and "長" * 201 in answer.content.decode()
    assert status_of(world, report) == "sent"
    answer = send(browser, "report-return", report, comment="退" * 2001)
    assert answer.status_code == 422 and "退" * 2001 in answer.content.decode()


def test_a_signed_report_is_not_returned(world, signed_in):
    report = world.alices.report
    signed = sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="好", at=NOW)
    answer = send(signed_in(world.bob), "report-return", signed, comment="請補收款")
    assert answer.status_code == 409
    assert "signed already" in answer.content.decode() and "Bob signed it" in answer.content.decode()
    assert status_of(world, report) == "signed"


def test_a_report_is_signed_after_its_author_left(world, signed_in):
    report = world.alices.report
    leave_company(by=world.ada, person_id=world.alice.pk, last_day=FRIDAY, at=NOW)
    page = signed_in(world.bob).get(reverse("report", args=[report.pk])).content.decode()
    assert "Alice left on" in page
    answer = send(signed_in(world.bob), "report-signature", report, seen=seen(world, report), comment="辛苦了")
    assert answer.status_code == 303 and status_of(world, report) == "signed"


def test_a_report_is_signed_by_the_successor_of_whom_it_went_to(world, signed_in):
    leave_company(by=world.ada, person_id=world.bob.pk, last_day=FRIDAY, successor_id=world.dora.pk, at=NOW)
    dora = Person.objects.unscoped("a test").get(pk=world.dora.pk)
    assert world.alices.report.pk in {row.id for row in desk_of(dora, at=NOW).reports}
    report = world.alices.report
    sign_report(by=dora, report_id=report.pk, version=report.version, comment="接手了", at=NOW)
    assert status_of(world, report) == "signed"


def test_a_judgement_of_a_foreign_visit_is_refused(world, signed_in):
    report = world.alices.report
    fields = {f"says-{world.charlies.visit.pk}": "good", "comment": "好", "seen": seen(world, report)}
    assert send(signed_in(world.bob), "report-signature", report, **fields).status_code == 422
    assert status_of(world, report) == "sent"


@pytest.mark.parametrize("name", ["charlie", "carol", "adam", "dora", "oscar"])
def test_a_foreign_report_answers_like_a_missing_one(world, signed_in, name):
    browser = signed_in(getattr(world, name))
    for report in (world.alices.report, DailyReport(pk=uuid4(), version=1)):
        assert browser.get(reverse("report", args=[report.pk])).status_code == 404
        assert send(browser, "report-signature", report, comment="好").status_code == 404
        assert send(browser, "report-return", report, comment="不行").status_code == 404


def test_the_author_reads_and_signs_nothing(world, signed_in):
    browser, report = signed_in(world.alice), world.alices.report
    text = browser.get(reverse("report", args=[report.pk])).content.decode()
    assert reverse("report-signature", args=[report.pk]) not in text
    assert send(browser, "report-signature", report, comment="好").status_code == 422


def test_the_list_shows_what_is_in_sight_by_state_day_and_person(world, signed_in):
    browser = signed_in(world.mona)
    text = browser.get(reverse("reports")).content.decode()
    assert "Alice" in text and "Charlie" in text
    assert "Charlie" not in signed_in(world.bob).get(reverse("reports")).content.decode()
    assert "Alice" not in browser.get(reverse("reports"), {"state": "signed"}).content.decode()
    assert "Alice" not in browser.get(reverse("reports"), {"day": MONDAY.isoformat()}).content.decode()
    assert "Charlie" not in browser.get(reverse("reports"), {"person": world.alice.pk}).content.decode()
    assert signed_in(world.bob).get(reverse("reports"), {"person": world.charlie.pk}).status_code == 404
    assert browser.get(reverse("reports"), {"person": "x", "day": "?", "page": "²"}).status_code == 404
    missing = browser.get(reverse("reports"), {"state": "missing", "day": MONDAY.isoformat()}).content.decode()
    assert "Alice" in missing and "Adam" not in missing


def test_the_lists_queries_do_not_grow(world, signed_in):
    browser, address = signed_in(world.bob), reverse("reports") + f"?day={FRIDAY.isoformat()}"
    crowd(world, 2)
    browser.get(address)
    few = queries(lambda: browser.get(address))
    crowd(world, 30, start=2)
    assert queries(lambda: browser.get(address)) <= few


def test_words_typed_in_a_stale_tab_are_shown_to_be_copied(world, signed_in):
    report, visit, browser = world.alices.report, world.alices.visit, signed_in(world.bob)
    said = {"seen": seen(world, report), f"note-{visit.pk}": "為什麼沒談到年約？", f"says-{visit.pk}": "question"}
    return_report(by=world.mona, report_id=report.pk, version=report.version, comment="請補收款", at=NOW)
    answer = send(browser, "report-signature", report, comment="明天一起去談", **said)
    text = answer.content.decode()
    assert answer.status_code == 409 and "What you had written" in text
    assert "明天一起去談</textarea>" in text and "為什麼沒談到年約？</textarea>" in text
    text = send(browser, "report-return", report, comment="照片沒拍清楚").content.decode()
    assert "照片沒拍清楚</textarea>" in text
