"""One real day, through the screens: Alice plans, Bob returns and approves, Alice visits and reports, Bob signs.

Charlie, in another line, finds none of it; Diana, the director, all of it. The company comes in from its files.
"""

import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from fieldday.customers.models import Account
from fieldday.kit.querysets import SightQuerySet
from fieldday.people.models import Person
from fieldday.trade.models import Order
from fieldday.visits.models import DailyReport, Plan, SignOff, Stop, Visit
from tests.pictures import picture_bytes
from tests.world import MONDAY, moment

pytestmark = pytest.mark.spine
Opener = Callable[..., Page]
WHY = "the test looks behind the screens"
PASSWORD = "rain on Monday"
REPS = [f"rep{n}" for n in range(1, 12)]
SHOPS = ["1 號日和咖啡", "2 號松禾便當", "3 號大穗麵館", "4 號福祿商行", "5 號金滿超市", "6 號米豐小吃", "7 號春田餐廳"]
AT_THE_FIRST = {"latitude": 24.1501, "longitude": 120.6601, "accuracy": 15}


def rows(model: type) -> SightQuerySet:
    return model.objects.unscoped(WHY)  # type: ignore[attr-defined]


@pytest.fixture
def company(served: str, at_time: Callable[..., datetime], tmp_path: Path) -> None:
    """The assistant's files, on Sunday evening."""
    at_time("2026-11-22 20:00")
    people = ["diana,戴文琪,", "bob,柏志豪,diana", "alice,林雅婷,bob", "carol,高美玲,diana", "charlie,張家豪,carol"]
    people += [f"{rep},業務{rep},bob" for rep in REPS]
    accounts = [f"A{n},{name},alice,西屯,24.15{n},120.66{n}" for n, name in enumerate(SHOPS)]
    accounts += [f"B{n},客戶{rep},{rep},南屯,24.1,120.6" for n, rep in enumerate(REPS)]
    files = {
        "people": "external_id,name,reports_to\n" + "\n".join(people),
        "accounts": "external_id,name,owner,area,latitude,longitude\n" + "\n".join(accounts),
        "products": "external_id,name,unit,price\nP1,醬油膏,桶,240\nP2,沙拉油,桶,980\n",
        "orders": "external_id,account,person,ordered_on,status\nO1,A0,alice,2026-11-02,已出貨\n",
        "order-lines": "line,order,product,quantity,unit_price\n1,O1,P1,10,240\n2,O1,P2,1,980\n",
    }
    for kind, text in files.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        call_command("import", kind, str(path), json=True, stdout=(tmp_path / "answer").open("w"))
    for person in rows(Person):
        person.set_password(PASSWORD)
        person.save()


def sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page).not_to_have_url(re.compile("sign-in"))
    return page


def unfold(details: Locator) -> None:
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def plan_of(external_id: str) -> Plan:
    return rows(Plan).get(person__external_id=external_id, day=MONDAY)


def plan_monday(phone: Page) -> None:
    """Five customers not seen for longest, each with a purpose, the first with what is expected."""
    phone.goto("/plans/next")
    expect(phone).to_have_url(re.compile(f"/plans/{MONDAY}"))
    unfold(phone.locator("details", has_text="最久沒拜訪的客戶"))
    for shop in SHOPS[:5]:
        phone.get_by_role("checkbox", name=shop).check()
    phone.get_by_role("button", name="加入勾選的客戶").click()
    expect(phone.locator(".stop-card")).to_have_count(5)
    for n in range(1, 6):
        stop = phone.locator(f"#id-stop-{n}")
        unfold(stop)
        stop.locator(".chip", has_text="訂貨").click()
    phone.locator("[name=stop-1-objective]").fill("補貨並看陳列")
    phone.locator("[name=stop-1-order]").fill("3,000")
    phone.locator("[name=stop-1-collection]").fill("1000")
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_text("待核").first).to_be_visible()


def others_send_theirs() -> None:
    """Eleven more plans wait for Bob; they come through the verbs."""
    from fieldday.visits.actions.plan_approval import submit_plan
    from fieldday.visits.actions.plan_writing import StopInput, save_plan

    sunday = moment(MONDAY.replace(day=22), 20)
    for rep in REPS:
        person = rows(Person).get(external_id=rep)
        account = rows(Account).get(owner=person)
        stop = StopInput(account_id=account.pk, starts_at=time(9), purposes=("service",))
        plan = save_plan(by=person, day=MONDAY, stops=[stop], at=sunday)
        submit_plan(by=person, plan_id=plan.pk, version=plan.version, at=sunday)


def return_by_keys(desk: Page) -> None:
    desk.goto("/desk")
    row = desk.locator("[data-key-row]", has_text="林雅婷").first
    for _ in range(20):
        if row.get_attribute("data-key-current") is not None:
            break
        desk.keyboard.press("j")
    expect(desk.locator("#panel")).to_contain_text("林雅婷")
    desk.keyboard.press("r")
    desk.keyboard.type("第一站的目的請加上收款。")
    desk.get_by_role("button", name=re.compile("^退回")).first.click()
    expect(desk.get_by_role("status")).to_contain_text("退回")


def mend_and_send_again(phone: Page) -> None:
    phone.goto(f"/plans/{MONDAY}")
    expect(phone.get_by_text("第一站的目的請加上收款。").first).to_be_visible()
    stop = phone.locator("#id-stop-1")
    unfold(stop)
    stop.locator(".chip", has_text="收款").click()
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_text("待核").first).to_be_visible()


def approve_twelve_by_keys(desk: Page) -> None:
    desk.goto("/desk")
    expect(desk.locator("[data-key-row][data-paper]")).to_have_count(12)
    desk.get_by_role("checkbox", name="全選").check()
    desk.keyboard.press("a")
    expect(desk.locator("[data-key-row][data-paper]")).to_have_count(0)


def visit_first_shop(phone: Page) -> None:
    """抵達, the last order again, a payment, a note, a next step, 離開."""
    phone.goto("/today")
    phone.get_by_role("button", name="抵達").click()
    expect(phone).to_have_url(re.compile("/visits/"))
    phone.locator(".chip", has_text="見到負責人").click()
    phone.locator(".chip", has_text="接到訂單").click()
    phone.get_by_role("button", name="照上次訂").click()
    expect(phone.locator("[data-line]")).to_have_count(2)
    phone.locator("[name=line-1-quantity]").fill("12")
    phone.locator("[name=line-2-discount]").fill("5")
    phone.locator(".chip", has_text="收到款項").click()
    phone.locator("[name=amount]").fill("1,000")
    phone.locator("[name=summary]").fill("老闆要加訂，談好週五送。")
    unfold(phone.locator("#notes"))
    phone.locator("[name=note-1-kind]").select_option("price")
    phone.locator("[name=note-1-text]").fill("同業降價 30 元。")
    unfold(phone.locator("#next"))
    phone.locator("[name=next_step]").fill("送樣品")
    phone.get_by_role("button", name="7 天後").click()
    phone.get_by_role("button", name="離開").click()
    expect(phone).to_have_url(re.compile("/today"))


def find_second_shut_and_visit_unplanned(phone: Page) -> None:
    phone.get_by_role("button", name="撲空").first.click()
    dialog = phone.locator("dialog[open]")
    door = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes(400, 300)}
    dialog.locator("input[type=file]").set_input_files(door)
    expect(dialog.locator("form")).not_to_have_attribute("aria-busy", "true")
    with phone.expect_navigation():
        dialog.get_by_role("button", name="撲空").click()
    expect(phone).to_have_url(re.compile("/today"))
    phone.get_by_role("link", name="計畫外拜訪").filter(visible=True).click()
    phone.locator("#id-q").fill("春田")
    phone.get_by_role("button", name=re.compile("抵達.*7 號春田餐廳")).click()
    expect(phone).to_have_url(re.compile("/visits/"))
    phone.locator(".chip", has_text="一般洽談").click()
    phone.get_by_role("button", name="離開").click()
    expect(phone).to_have_url(re.compile("/today"))


def send_report(phone: Page) -> None:
    phone.goto("/reports/today")
    expect(phone.locator("main")).to_contain_text("日和咖啡")
    expect(phone.locator("main")).to_contain_text("春田餐廳")
    missed = phone.locator("select[name^=missed-]")
    expect(missed).to_have_count(3)
    for n in range(3):
        missed.nth(n).select_option("no_time")
    phone.locator("[name=reflections]").fill("訂單集中在醬料，下午塞車少跑三家。")
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_text("待簽核").first).to_be_visible()


def sign_report(desk: Page) -> None:
    desk.goto("/desk")
    desk.get_by_role("link", name="林雅婷").first.click()
    report = rows(DailyReport).get(person__external_id="alice")
    desk.goto(f"/reports/{report.pk}")
    expect(desk.locator("main")).to_contain_text("訂單集中在醬料")
    desk.locator(".judge", has=desk.locator("input[value=good]")).first.locator(".chip", has_text="好").click()
    desk.locator("#comment").fill("拜訪紮實，塞車路線明天調整。")
    with desk.expect_navigation():
        desk.get_by_role("button", name="簽核").filter(visible=True).click()
    expect(desk).not_to_have_url(re.compile("signature"))


def read_and_answer(phone: Page) -> None:
    phone.goto(f"/reports/{MONDAY}")
    expect(phone.locator(".comment")).to_have_text("拜訪紮實，塞車路線明天調整。")
    phone.locator("summary", has_text="回覆").click()
    phone.locator("[name=answer]").fill("收到，明天改走北線。")
    phone.get_by_role("button", name="回覆").click()
    expect(phone.locator(".answer").first).to_contain_text("收到，明天改走北線。")


def test_alice_and_bob_have_their_day(
    company: None,
    new_phone: Opener,
    new_desk: Opener,
    at_time: Callable[..., datetime],
    sound: Callable[[Page], None],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.HOME = tmp_path
    phone = sign_in(new_phone(geolocation=AT_THE_FIRST, permissions=["geolocation"]), "alice")
    plan_monday(phone)
    others_send_theirs()

    desk = sign_in(new_desk(), "bob")
    return_by_keys(desk)
    assert plan_of("alice").status == "returned"
    mend_and_send_again(phone)
    approve_twelve_by_keys(desk)
    assert set(rows(Plan).values_list("status", flat=True)) == {"approved"}

    phone.clock.set_fixed_time(at_time("2026-11-23 09:04"))
    visit_first_shop(phone)
    first = rows(Visit).get()
    assert (first.where, first.left_at is not None) == ("verified", True)
    order = rows(Order).get(source="visit")
    lines = [
        (str(line.quantity.normalize()), str(line.amount)) for line in order.lines.unscoped(WHY).order_by("position")
    ]
    assert lines == [("12", "2880.00"), ("1", "931.00")]
    phone.clock.set_fixed_time(at_time("2026-11-23 11:10"))
    find_second_shut_and_visit_unplanned(phone)
    sound(phone)

    at_time("2026-11-23 18:05")
    send_report(phone)
    sound(phone)
    at_time("2026-11-23 18:40")
    sign_report(desk)
    report = rows(DailyReport).get(person__external_id="alice")
    assert report.status == "signed"
    assert report.frozen["facts"]["actuals"]["ordered_actual"] == "3811"
    read_and_answer(phone)
    assert list(rows(SignOff).filter(report=report).values_list("act", flat=True)) == ["sent", "signed", "answered"]
    charlie_finds_nothing()
    diana_sees_everything(sign_in(new_desk(), "diana"), sound)


def charlie_finds_nothing() -> None:
    """By no address, search or count."""
    client = Client()
    client.force_login(rows(Person).get(external_id="charlie"), backend="fieldday.people.backend.PersonBackend")
    plan, report = plan_of("alice"), rows(DailyReport).get(person__external_id="alice")
    visit, alice = rows(Visit).first(), rows(Person).get(external_id="alice")
    account, stop = rows(Account).get(name=SHOPS[0]), rows(Stop).filter(plan=plan).first()
    assert visit and stop
    for address in (
        f"/plans/{plan.pk}",
        f"/reports/{report.pk}",
        f"/visits/{visit.pk}",
        f"/people/{alice.pk}",
        f"/accounts/{account.pk}",
    ):
        assert client.get(address).status_code == 404, address
    for address in (
        "/accounts?q=日和",
        "/accounts/options?q=日和",
        "/people",
        "/desk",
        "/today",
        f"/accounts?owner={alice.pk}",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "日和咖啡" not in page.content.decode(), address
        assert "林雅婷" not in page.content.decode(), address


def diana_sees_everything(desk: Page, sound: Callable[[Page], None]) -> None:
    desk.goto(f"/people?day={MONDAY}")
    expect(desk.locator("main")).to_contain_text("林雅婷")
    sound(desk)
    visit = rows(Visit).filter(stop__isnull=False, shut=False).get()
    desk.goto(f"/visits/{visit.pk}")
    expect(desk.locator("main")).to_contain_text("老闆要加訂")
