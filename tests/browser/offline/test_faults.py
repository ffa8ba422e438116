"""What a bad line does to forms on their way: nothing lost, nothing doubled, nothing stuck. Each fault by its name."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import check_page
from tests.browser.offline.acts import change, expense, removal
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.line import Line

NewPhone = Callable[..., Phone]


def amount(house: House, pk: str) -> int:
    """What an expense comes to, as it is kept."""
    return int(house.ask("SELECT amount FROM visits_expense WHERE id = ?", pk.replace("-", ""))[0][0]) // 100


def kept(house: House, act: dict[str, Any]) -> int:
    return house.count("visits_expense", act["pk"])


def test_without_a_line_everything_waits_and_goes_up_in_order_by_itself(phone: Phone, line: Line, house: House) -> None:
    acts = [expense(str(n)) for n in range(101, 119)]
    with line.cut():
        for act in acts:
            phone.put(**act)
        expect(phone.page.locator("[data-outbox-pill]")).to_have_text("18 筆待上傳")
        assert [one["state"] for one in phone.items()] == ["waiting"] * 18
    phone.back()
    phone.empties()
    assert [one.fields["id"][0] for one in line.posts("/days/")] == [act["pk"] for act in acts]
    assert all(kept(house, act) == 1 for act in acts)
    expect(phone.page.locator("[data-outbox-pill]")).to_have_count(0)


def test_two_tabs_drain_once(phone: Phone, line: Line, house: House) -> None:
    other = Phone(phone.page.context.new_page(), line).go()
    acts = [expense(str(n)) for n in range(1, 7)]
    with line.cut():
        for n, act in enumerate(acts):
            (phone if n % 2 else other).put(**act)
    for page in (phone.page, other.page):
        page.evaluate("void window.core.drain()")
    phone.empties()
    assert len(line.posts()) == 6
    assert all(kept(house, act) == 1 for act in acts)


def test_a_lost_request_is_sent_again(phone: Phone, line: Line, house: House) -> None:
    line.fail("cut", "/days/")
    act = expense()
    key = phone.put(**act)
    phone.empties()
    assert [one.fault for one in line.posts()] == ["cut", ""]
    assert [one.fields["_key"] for one in line.posts()] == [[key], [key]]
    assert kept(house, act) == 1


def test_a_lost_answer_is_asked_for_with_the_same_form(phone: Phone, line: Line, house: House) -> None:
    line.fail("lost", "/days/", times=2)
    act = expense("350", "停車 板橋")
    phone.put(**act)
    phone.empties()
    said = [{name: value for name, value in one.fields.items() if name != "sent_at"} for one in line.posts()]
    assert len(said) == 3 and said[0] == said[1] == said[2]
    assert kept(house, act) == 1


def test_a_form_that_arrives_twice_has_one_effect(phone: Phone, line: Line, house: House) -> None:
    line.fail("twice", "/days/")
    act = expense()
    phone.put(**act)
    phone.empties()
    assert kept(house, act) == 1


def test_a_server_that_fails_is_asked_again_and_blocks_nobody_for_ever(phone: Phone, line: Line, house: House) -> None:
    line.fail("broken", "/expenses/", times=4)
    first, second = expense(), expense("7")
    with line.cut():
        phone.put(**first)
        phone.put(**change(first["pk"], 1))
        phone.put(**second)
    phone.drained()
    for _try in range(5):
        phone.drained()
    assert phone.items() == []
    assert kept(house, second) == 1
    assert amount(house, first["pk"]) == 200


def test_a_line_that_comes_and_goes_loses_and_doubles_nothing(phone: Phone, line: Line, house: House) -> None:
    acts = [expense(str(n)) for n in range(1, 13)]
    for n, act in enumerate(acts):
        line.down = n % 3 == 1
        if n % 4 == 2:
            line.fail(("cut", "lost", "twice", "broken")[n % 3], "/days/")
        phone.put(**act)
        phone.back()
    line.down = False
    for _try in range(8):
        if not phone.drained():
            break
    assert phone.items() == []
    assert all(kept(house, act) == 1 for act in acts)


def test_what_is_refused_is_held_with_its_reason_and_nothing_else_waits_for_it(
    phone: Phone, line: Line, house: House
) -> None:
    bad, good = expense("50", kind="nonsense"), expense("60")
    with line.cut():
        phone.put(**bad)
        phone.put(**good)
    [held] = phone.drained()
    assert held["state"] == "held" and held["answer"]["state"] == "refused"
    assert held["answer"]["reasons"][0]["text"]
    assert (kept(house, bad), kept(house, good)) == (0, 1)
    phone.page.goto(line.address + "/phone/outbox")
    card = phone.page.locator("[data-held]")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(held["answer"]["reasons"][0]["text"])


def test_dependants_wait_for_what_they_need_and_go_once_it_is_mended(phone: Phone, line: Line, house: House) -> None:
    bad = expense("50", kind="nonsense")
    with line.cut():
        key = phone.put(**bad)
        phone.put(**change(bad["pk"], -1, "80"), needs=[bad["record"]])
    assert [one["state"] for one in phone.drained()] == ["held", "waiting"]
    phone.page.locator("[data-outbox-pill]").click()
    expect(phone.page.locator(".waiting-list")).to_contain_text("等候：費用 50")
    phone.page.emulate_media(color_scheme="dark")
    check_page(phone.page)
    assert line.posts("/expenses/") == []
    mended = expense("55", pk=bad["pk"])
    phone.put(**mended, replaces=key)
    phone.empties()
    assert [one.path for one in line.posts()][-2:] == [mended["address"], f"/expenses/{bad['pk']}"]
    assert amount(house, bad["pk"]) == 80


def test_what_is_discarded_takes_along_what_cannot_be_without_it(phone: Phone, line: Line, house: House) -> None:
    bad, other = expense("50", kind="nonsense"), expense("9", note="別的")
    with line.cut():
        phone.put(**bad)
        phone.put(**change(bad["pk"], -1, "80"))
        phone.put(**other)
    phone.drained()
    phone.page.goto(line.address + "/phone/outbox")
    phone.page.get_by_role("button", name="捨棄").click()
    asks = phone.page.get_by_role("alertdialog")
    expect(asks).to_contain_text("修改 80")
    check_page(phone.page)
    asks.get_by_role("button", name="確定捨棄").click()
    expect(phone.page.locator("[data-held]")).to_have_count(0)
    assert phone.ready().items() == []
    assert (kept(house, bad), kept(house, other)) == (0, 1)


def test_later_forms_of_a_record_go_with_the_version_that_was_answered(phone: Phone, house: House, line: Line) -> None:
    act = expense()
    with line.cut():
        phone.put(**act)
        for value in ("210", "220", "230"):
            seq = phone.items()[-1]["seq"]
            phone.put(**change(act["pk"], -seq, value))
    phone.back()
    phone.empties()
    assert amount(house, act["pk"]) == 230
    assert [one.fields["version"] for one in line.posts("/expenses/")] == [["1"], ["2"], ["3"]]


def _stale(phone: Phone, new_phone: NewPhone) -> str:
    """An expense that was changed to 300 elsewhere while this phone, without a line, wrote 200."""
    act = expense()
    phone.put(**act)
    phone.empties()
    phone.page.context.set_offline(True)
    phone.put(**change(act["pk"], 1, "200"))
    other = new_phone()
    other.put(**change(act["pk"], 1, "300"))
    other.empties()
    phone.page.context.set_offline(False)
    phone.page.locator("[data-outbox-pill]").click()
    expect(phone.page.locator("[data-held]")).to_be_visible()
    assert phone.items()[0]["answer"]["state"] == "conflict"
    return str(act["pk"])


def test_a_conflict_shows_both_and_mine_may_stand(phone: Phone, new_phone: NewPhone, house: House) -> None:
    pk = _stale(phone, new_phone)
    card = phone.page.locator("[data-held]")
    expect(card).to_contain_text("200")
    expect(card).to_contain_text("300")
    check_page(phone.page)
    assert amount(house, pk) == 300
    card.get_by_role("button", name="以我的為準").click()
    expect(card).to_have_count(0)
    phone.empties()
    assert amount(house, pk) == 200


def test_a_conflict_shows_both_and_theirs_may_stand(phone: Phone, new_phone: NewPhone, house: House) -> None:
    pk = _stale(phone, new_phone)
    phone.page.locator("[data-held]").get_by_role("button", name="以對方為準").click()
    expect(phone.page.locator("[data-held]")).to_have_count(0)
    assert phone.items() == []
    assert amount(house, pk) == 300


def test_what_is_gone_meanwhile_is_held_and_said(phone: Phone, new_phone: NewPhone) -> None:
    act = expense()
    phone.put(**act)
    phone.empties()
    phone.page.context.set_offline(True)
    phone.put(**change(act["pk"], 1))
    other = new_phone()
    other.put(**removal(act["pk"]))
    other.empties()
    phone.page.context.set_offline(False)
    phone.page.locator("[data-outbox-pill]").click()
    expect(phone.page.locator("[data-held]")).to_contain_text("已不存在")


def test_slow_answers_are_waited_for(phone: Phone, line: Line, house: House) -> None:
    line.fail("slow", "/days/")
    act = expense()
    phone.put(**act)
    phone.empties()
    assert len(line.posts()) == 1
    assert kept(house, act) == 1


def test_a_browser_that_is_closed_amid_sending_goes_on_where_it_stopped(
    phone: Phone, line: Line, house: House, contexts: Callable[..., BrowserContext]
) -> None:
    acts = [expense(str(n)) for n in range(1, 6)]
    line.fail("lost", "/days/", times=1)
    for act in acts:
        phone.put(**act)
    context = phone.page.context
    phone.page.close()
    again = Phone(context.new_page(), line).go()
    again.empties()
    assert all(kept(house, act) == 1 for act in acts)
