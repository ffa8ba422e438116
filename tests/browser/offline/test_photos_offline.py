"""Photos of a day without a signal: made small on the phone, without what the camera wrote into them; several of a
visit, each on its way by itself over a line that loses them, and seen beside the visit until they are there."""

import io
from collections.abc import Callable
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.line import Line
from tests.browser.offline.working_day import without_signal
from tests.pictures import picture_bytes

NewPhone = Callable[..., Phone]
LONGEST_SIDE = 1600
OF_VISIT = """SELECT count(*) FROM visits_photo p JOIN visits_visit v ON v.id = p.visit_id
JOIN customers_account a ON a.id = v.account_id WHERE a.external_id = ?"""


def _camera(colour: str) -> Any:
    content = picture_bytes(3000, 2000, exif=True, color=colour)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": content}


def _there(page: Page, *colours: str) -> None:
    page.get_by_role("button", name="抵達 山城雜貨").tap()
    page.locator("#photos input[type=file]").nth(1).set_input_files([_camera(colour) for colour in colours])
    expect(page.locator("#photos .photo img")).to_have_count(len(colours))
    expect(page.locator("[data-outbox-pill]")).to_have_text(f"{len(colours) + 1} 筆待上傳")


def _lying(phone: Phone) -> list[bytes]:
    """The photos that wait in the store."""
    bytes_of = "Array.from(new Uint8Array((await core.bytesOf(item.key))[0]))"
    every = (
        f"await Promise.all((await core.items()).filter((item) => item.files.length).map(async (item) => {bytes_of}))"
    )
    return [bytes(one) for one in phone.do(every)]


def test_a_photo_is_made_small_on_the_phone_and_says_nothing_of_the_camera(new_phone: NewPhone, house: House) -> None:
    phone = without_signal(new_phone, house, "petra")
    _there(phone.page, "green")
    [content] = _lying(phone)
    picture = Image.open(io.BytesIO(content))
    assert max(picture.size) == LONGEST_SIDE and picture.height > picture.width, "it stands upright"
    assert not picture.getexif() and b"PhoneMaker" not in content


def test_several_photos_outlive_a_battery_and_a_line_that_loses_them(
    new_phone: NewPhone, house: House, line: Line
) -> None:
    phone = without_signal(new_phone, house, "pius")
    page = phone.page
    _there(page, "green", "red", "blue")
    page.reload()
    expect(page.locator("#photos .photo img")).to_have_count(3)
    expect(page.locator("[data-outbox-pill]")).to_have_text("4 筆待上傳")
    line.fail("cut", "/visits/")
    line.fail("lost", "/visits/")
    line.fail("twice", "/visits/")
    page.context.set_offline(False)
    # Each failure is followed by a longer pause, and the pauses are the product's own.
    expect(page.locator("[data-outbox-pill]")).to_have_count(0, timeout=120_000)
    assert house.ask(OF_VISIT, "pius-1") == [(3,)]
    expect(page.locator("#photos .photo img")).to_have_count(3)


def test_a_photo_that_waits_shows_so_beside_the_visit_that_is_there(
    new_phone: NewPhone, house: House, line: Line
) -> None:
    phone = without_signal(new_phone, house, "pola")
    page = phone.page
    _there(page, "green")
    line.fail("broken", "/visits/", times=1000)
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-pill]")).to_have_text("1 筆待上傳")
    expect(page.locator("#photos .photo")).to_contain_text("貨架")
    expect(page.locator("#photos .photo .icon").first).to_be_visible()
    assert house.ask(OF_VISIT, "pola-1") == [(0,)]
    line.faults.clear()
    phone.back()
    expect(page.locator("[data-outbox-pill]")).to_have_count(0)
    assert house.ask(OF_VISIT, "pola-1") == [(1,)]
