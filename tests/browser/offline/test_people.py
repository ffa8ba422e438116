"""Who holds the phone: signing out, another person, an expired session, a rotated token, a deactivated person."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import TODAY, expense
from tests.browser.offline.conftest import House, Phone, enter, signed_out
from tests.browser.offline.line import Line

NewPhone = Callable[..., Phone]
PARTS = "(await core.open()).count('parts')"


def _of_alice(new_phone: NewPhone, line: Line) -> Phone:
    """A phone on which Alice has signed in, with what it keeps for her."""
    phone = new_phone("")
    enter(phone.page, line.address, "alice")
    phone.go().do("core.refresh(true)")
    return phone


def test_signing_out_with_a_full_outbox_warns_and_keeps_it_for_its_person(
    new_phone: NewPhone, line: Line, house: House
) -> None:
    phone = _of_alice(new_phone, line)
    act = expense()
    with line.cut():
        phone.put(**act)
        phone.page.get_by_role("button", name="登出").click()
        asks = phone.page.get_by_role("alertdialog")
        expect(asks).to_contain_text("尚有 1 筆未上傳")
        check_page(phone.page)
        asks.get_by_role("button", name="先不登出").click()
        expect(asks).to_have_count(0)
        assert phone.do(PARTS) > 0
    phone.page.get_by_role("button", name="登出").click()
    line.faults.clear()
    held = phone.items()
    with phone.page.expect_navigation():  # the app begins anew
        phone.page.get_by_role("alertdialog").get_by_role("button", name="仍要登出").click()
    expect(phone.page.get_by_text("這支手機目前無人登入")).to_be_visible()
    phone.ready()
    assert phone.do(PARTS) == 0, "what is personal left the phone"
    signed_out(phone.page, line.address)
    if held:  # it had not gone up by itself meanwhile
        enter(phone.page, line.address, "alice")
        phone.go().empties()
    assert house.count("visits_expense", act["pk"]) == 1


def test_signing_out_without_a_line_is_told_as_soon_as_there_is_one(
    new_phone: NewPhone, line: Line, house: House
) -> None:
    phone = _of_alice(new_phone, line)
    with line.cut():
        phone.page.get_by_role("button", name="登出").click()
        expect(phone.page.get_by_text("這支手機目前無人登入")).to_be_visible()
        phone.page.wait_for_timeout(500)
    phone.go("/phone/today")
    expect(phone.page.get_by_role("link", name="登入", exact=True)).to_be_visible()
    signed_out(phone.page, line.address)
    assert phone.do(PARTS) == 0


def test_a_second_person_on_the_phone_sends_his_own_and_sees_nothing_of_the_first(
    new_phone: NewPhone, line: Line, house: House
) -> None:
    phone = _of_alice(new_phone, line)
    hers, his = expense("11", "Alice 停車"), expense("12", "Charlie 停車")
    line.down = True
    phone.put(**hers)
    phone.page.context.clear_cookies()
    line.down = False
    enter(phone.page, line.address, "charlie")
    phone.go().do("core.refresh(true)")
    assert phone.do("[...new Set((await (await core.open()).getAll('parts')).map((part) => part.person))]") == [
        house.person("charlie")
    ]
    expect(phone.page.locator("[data-outbox-pill]")).to_have_count(0)
    phone.put(**his)
    phone.empties(1)
    assert (house.count("visits_expense", hers["pk"]), house.count("visits_expense", his["pk"])) == (0, 1)
    phone.page.goto(line.address + "/phone/outbox")
    expect(phone.page.locator("main")).not_to_contain_text("Alice")
    phone.page.context.clear_cookies()
    enter(phone.page, line.address, "alice")
    phone.go().empties()
    owner = house.ask("SELECT person_id FROM visits_expense WHERE id = ?", hers["pk"].replace("-", ""))
    assert owner == [(house.person("alice"),)]


def test_an_expired_session_keeps_everything_until_signing_in(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = _of_alice(new_phone, line)
    house.tell(
        "UPDATE people_session SET expire_date = '2001-01-01 00:00:00' WHERE handle = ?",
        phone.do("(await core.who()).handle"),
    )
    act = expense()
    phone.put(**act)
    [waits] = phone.drained()
    assert waits["state"] == "waiting"
    assert line.posts("/days/") == []
    banner = phone.page.get_by_text("請重新登入")
    expect(banner).to_be_visible()
    check_page(phone.page)
    assert phone.do(PARTS) > 0, "all that lies on it stays"
    phone.go("/phone/customers")
    expect(phone.page.get_by_role("link", name="蓮花藥局")).to_be_visible()
    expect(banner).to_be_visible()
    enter(phone.page, line.address, "alice")
    phone.go().empties()
    assert house.count("visits_expense", act["pk"]) == 1
    expect(banner).to_have_count(0)


def test_a_session_ended_from_another_device_is_wiped_though_it_ran_out(
    new_phone: NewPhone, line: Line, house: House
) -> None:
    lost = _of_alice(new_phone, line)
    handle = lost.do("(await core.who()).handle")
    house.tell("UPDATE people_session SET expire_date = '2001-01-01 00:00:00' WHERE handle = ?", handle)
    lost.do("core.askSession()")
    expect(lost.page.get_by_text("請重新登入")).to_be_visible()
    desk = new_phone("alice").page
    desk.goto(f"{line.address}/me/security")
    desk.locator(f"form[action*='{handle}'] button").click()
    desk.get_by_text("已在該裝置登出").first.wait_for()
    lost.do("core.askSession()")
    expect(lost.page.get_by_text("這支手機目前無人登入")).to_be_visible()
    assert lost.do(PARTS) == 0


def test_a_rotated_token_is_fetched_anew(phone: Phone, line: Line, house: House) -> None:
    line.fail("untokened", "/days/")
    act = expense()
    phone.put(**act)
    phone.empties()
    assert [one.fault for one in line.posts()] == ["untokened", ""]
    assert house.count("visits_expense", act["pk"]) == 1


def test_a_deactivated_persons_phone_is_wiped_and_sends_nothing(new_phone: NewPhone, line: Line, house: House) -> None:
    phone = new_phone("dora")
    assert phone.do(PARTS) > 0
    act = expense()
    with line.cut():
        phone.put(**act)
        house.tell("UPDATE people_person SET is_active = 0 WHERE external_id = 'dora'")
    [waits] = phone.drained()
    assert waits["state"] in {"waiting", "sending"}, "it is not held: it waits for its person"
    assert house.count("visits_expense", act["pk"]) == 0
    assert phone.do(PARTS) == 0
    expect(phone.page.get_by_text("這支手機目前無人登入")).to_be_visible()


def test_nobody_reads_what_came_back_to_another(new_phone: NewPhone, line: Line) -> None:
    phone = _of_alice(new_phone, line)
    key = phone.put(**expense("50", note="只有我看得到", kind="nonsense"))
    expect(phone.page.locator("[data-outbox-pill]")).to_have_text("1 筆被退回")
    mend = f"/phone/days/{TODAY}/expenses?mend={key}"
    phone.go(mend)
    expect(phone.page.locator("[name=note]")).to_have_value("只有我看得到")
    phone.do("core.leaveNow()")
    phone.do("core.askSession()")  # the server is told
    signed_out(phone.page, line.address)
    enter(phone.page, line.address, "bob")
    phone.go(mend)
    expect(phone.page.locator("[name=note]")).to_have_value("")
