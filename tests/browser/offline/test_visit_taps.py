"""An ordinary visit without a signal: three taps and no key, each answered at once."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.working_day import a_day_for, on_today

NewPhone = Callable[..., Phone]
PLACE = {"latitude": 24.9157, "longitude": 120.6840}
# What a hand does, and how long the screen takes to answer it.
COUNT = """
window.did = { taps: 0, keys: 0, answers: [] };
addEventListener('click', (event) => {
  if (!event.isTrusted) return;
  window.did.taps += 1;
  const at = performance.now();
  const drawn = () => document.getElementById('phone').innerHTML;
  const before = drawn();
  const look = () => {
    if (drawn() !== before) window.did.answers.push(Math.round(performance.now() - at));
    else if (performance.now() - at < 5000) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, true);
addEventListener('keydown', () => { window.did.keys += 1; }, true);
"""


def test_an_ordinary_visit_is_three_taps_and_no_key(
    new_phone: NewPhone, house: House, record_property: Callable[[str, object], None]
) -> None:
    a_day_for(house, "charlie")
    phone = new_phone("charlie", geolocation=PLACE, permissions=["geolocation"])
    page = on_today(phone).page
    page.context.set_offline(True)
    page.evaluate(COUNT)
    begun = page.evaluate("performance.now()")
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#id-result .chip", has_text="一般洽談").tap()
    page.get_by_role("button", name="離開").tap()
    expect(page.get_by_role("button", name="抵達 清境商行")).to_be_visible()
    seconds = (page.evaluate("performance.now()") - begun) / 1000
    did = page.evaluate("window.did")
    record_property("an ordinary visit", {**did, "seconds": round(seconds, 1)})
    assert (did["taps"], did["keys"]) == (3, 0)
    assert len(did["answers"]) == 3, "each tap is answered within the five seconds that a loaded machine may take"
    page.context.set_offline(False)
    phone.back()
    phone.empties()
    visits = house.ask(
        'SELECT v.left_at IS NOT NULL, v."where" FROM visits_visit v JOIN customers_account a ON a.id = v.account_id'
        " WHERE a.external_id = 'charlie-1'"
    )
    assert visits == [(1, "verified")], "the place that was found without a signal came along"
