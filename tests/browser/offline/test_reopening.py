"""What came back of a day whose report lies with the superior already: by one tap the report is taken back, what came
back goes up mended, and the report goes again, in this order, without a line too."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY, expense
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.line import Line
from tests.browser.offline.papers import tap
from tests.browser.offline.working_day import a_day_for, on_today

NewPhone = Callable[..., Phone]
ORDERED = """SELECT l.quantity FROM trade_orderline l JOIN trade_order o ON o.id = l.order_id
JOIN customers_account a ON a.id = o.account_id WHERE a.external_id = ? AND o.source = 'visit'"""


SENT = """
import sys
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.visits.actions.report_writing import save_report, send_report
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.report_warned import warned_of

rep = Person.objects.unscoped("the test's own").get(external_id=sys.argv[1])
at = clock.now()
report = save_report(by=rep, day=clock.today(), reflections="今天都在山裡", version=0, at=at)
known = {one.code for one in warned_of(day_facts(rep.pk, report.day), report.reflections, at=at).reasons}
send_report(by=rep, report_id=report.pk, version=report.version, accepted=known, at=at)
"""


def _a_visit_came_back(phone: Phone, house: House, name: str) -> None:
    """An order of what is not sold any more came back; the report of the day was sent all the same, from a desk."""
    page = phone.page
    page.context.set_offline(True)
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#order summary").tap()
    page.locator("#order .option", has_text="白蘭洗衣精").tap()
    page.locator("#line-1-quantity").fill("7")
    page.get_by_role("button", name="離開").tap()
    expect(page.locator("[data-outbox-pill]")).to_have_text("2 筆待上傳")
    house.tell("UPDATE trade_product SET retired = 1 WHERE external_id = 'P1'")
    try:
        page.context.set_offline(False)
        expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
    finally:
        house.tell("UPDATE trade_product SET retired = 0 WHERE external_id = 'P1'")
    house.beside.run(SENT, name)
    page.goto(f"{phone.line.address}/phone/report")
    phone.ready().do("core.refresh(true)")
    expect(page.locator(".page-status")).to_contain_text("待簽核")


def _paths(line: Line) -> list[str]:
    """The forms that went up, in order; of a report with what it did."""
    return [" ".join([one.path.split("/")[1], *one.fields.get("act", [])]) for one in line.posts()]


def _mended(page: Page) -> None:
    page.goto(page.url.replace("/phone/report", "/phone/outbox"))
    expect(page.locator("[data-reopens]")).to_contain_text("先抽單")
    check_page(page)
    page.get_by_role("link", name="修正").tap()
    expect(page.locator("[data-reopens]")).to_be_visible()
    check_page(page)
    page.locator("#line-1-quantity").fill("3")
    tap(page, "修正並重送日報")


def test_the_report_is_taken_back_and_sent_again_around_what_is_mended(
    new_phone: NewPhone, house: House, line: Line
) -> None:
    a_day_for(house, "rita")
    phone = on_today(new_phone("rita"))
    _a_visit_came_back(phone, house, "rita")
    line.sent.clear()
    phone.page.context.set_offline(True)
    _mended_offline(phone)
    phone.page.context.set_offline(False)
    expect(phone.page.locator("[data-outbox-pill]")).to_have_count(0)
    assert _paths(line) == ["reports withdraw", "visits leave", "reports send"]
    ordered = house.ask(ORDERED, "rita-1")
    assert (3000,) in ordered and (7000,) not in ordered
    report = "SELECT status, reflections FROM visits_dailyreport WHERE person_id = ? AND day = ?"
    assert house.ask(report, house.person("rita"), TODAY) == [("sent", "今天都在山裡")]


def _mended_offline(phone: Phone) -> None:
    _mended(phone.page)
    expect(phone.page.locator("[data-outbox-pill]")).to_have_text("3 筆待上傳")
    phone.page.locator("[data-outbox-pill]").tap()
    expect(phone.page.locator(".waiting-list .row-title")).to_have_text(
        [re.compile("業務日報抽單"), "離開 山城雜貨", re.compile("重送")]
    )


def test_a_report_taken_back_by_hand_goes_before_what_is_mended(new_phone: NewPhone, house: House, line: Line) -> None:
    a_day_for(house, "ruby")
    phone = on_today(new_phone("ruby"))
    page = phone.page
    _a_visit_came_back(phone, house, "ruby")
    line.sent.clear()
    page.context.set_offline(True)
    tap(page, "抽單")
    expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回+1")
    page.goto(f"{line.address}/phone/outbox")
    page.get_by_role("link", name="修正").tap()
    expect(page.locator("[data-reopens]")).to_have_count(0)
    page.locator("#line-1-quantity").fill("3")
    tap(page, "儲存並重送")
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    assert _paths(line) == ["reports withdraw", "visits leave"]


def test_what_was_refused_for_the_report_alone_goes_by_one_tap_from_the_list(
    new_phone: NewPhone, house: House, line: Line
) -> None:
    """An expense written on the phone while the report was sent from the desk."""
    a_day_for(house, "rosa")
    phone = on_today(new_phone("rosa"))
    page = phone.page
    _a_visit_came_back(phone, house, "rosa")
    page.goto(f"{line.address}/phone/outbox")
    page.get_by_role("button", name="捨棄").tap()
    page.get_by_role("button", name="確定捨棄").tap()
    phone.ready().put(**(act := expense("120", "停車 埔里")))
    expect(page.locator(".held-card")).to_contain_text("抽單")
    line.sent.clear()
    tap(page, "抽單、補送、重送日報")
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    assert _paths(line) == ["reports withdraw", "days", "reports send"]
    assert house.count("visits_expense", act["pk"]) == 1


def test_a_report_that_came_back_too_goes_again_once_its_day_is_mended(
    new_phone: NewPhone, house: House, line: Line
) -> None:
    """Two orders of what was dropped at noon, and the report that went up without them: who mends both has sent it."""
    a_day_for(house, "rosie")
    page = on_today(new_phone("rosie")).page
    page.context.set_offline(True)
    for name in ("山城雜貨", "清境商行"):
        _ordered(page, name)
    tap(page, "上班")
    page.locator(".bottom-nav a", has_text="日報").tap()
    page.locator("#id-reflections").fill("今天都在山裡")
    page.locator("#missed select").first.select_option(index=1)
    tap(page, "下班")
    tap(page, "送出")
    tap(page, "知道了，照樣送出")
    expect(page.locator(".page-status")).to_contain_text("還沒送")
    house.tell("UPDATE trade_product SET retired = 1 WHERE external_id = 'P1'")
    try:
        page.context.set_offline(False)
        expect(page.locator("[data-outbox-pill]")).to_have_text("3 筆被退回")
    finally:
        house.tell("UPDATE trade_product SET retired = 0 WHERE external_id = 'P1'")
    page.goto(f"{line.address}/phone/outbox")
    expect(page.locator("[data-reopens]")).to_have_count(2)
    for name, left in (("山城雜貨", "1 筆被退回+1"), ("清境商行", "")):
        page.locator(".held-card", has_text=f"離開 {name}").get_by_role("link", name="修正").tap()
        page.locator("#line-1-quantity").fill("3")
        tap(page, "修正並重送日報")
        pill = page.locator("[data-outbox-pill]")
        expect(pill).to_have_text(left) if left else expect(pill).to_have_count(0)
        page.goto(f"{line.address}/phone/outbox")
    expect(page.locator(".held-card, .waiting-list")).to_have_count(0)
    report = "SELECT status, reflections, accepted FROM visits_dailyreport WHERE person_id = ? AND day = ?"
    [(status, words, accepted)] = house.ask(report, house.person("rosie"), TODAY)
    assert (status, words) == ("sent", "今天都在山裡") and "nothing_effective" not in accepted


def _ordered(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"抵達 {name}").tap()
    page.locator("label", has_text="見到負責人").tap()
    page.locator("#id-result .chip", has_text="接到訂單").tap()
    page.locator("#order .option", has_text="白蘭洗衣精").tap()
    page.locator("#line-1-quantity").fill("7")
    page.get_by_role("button", name="離開").tap()
    expect(page.get_by_role("button", name=f"抵達 {name}")).to_have_count(0)
