"""A phone asks for the whole by hand and when it begins, else for what changed lately; what stays is not sent again."""

from collections.abc import Callable

from tests.browser.offline.acts import expense
from tests.browser.offline.conftest import House, Phone
from tests.browser.offline.papers import rep_of_two

NewPhone = Callable[..., Phone]
ROWS = "[{id: '00000000-0000-4000-8000-000000000001', name: '一號'}]"
LAID = "{kind: 'area', part: '0', digest: 'one', rows: %s}"


def test_after_a_form_the_days_are_asked_for_and_by_hand_the_whole(new_phone: NewPhone, house: House) -> None:
    phone = new_phone(rep_of_two(house, "livia"))
    with phone.page.expect_request("**/phone/snapshot") as lately:
        phone.put(**expense("70"))
        phone.drained()
    with phone.page.expect_request("**/phone/snapshot") as by_hand:
        phone.do("core.refresh(true)")
    assert (lately.value.post_data_json["whole"], by_hand.value.post_data_json["whole"]) == (False, True)


def test_a_part_that_comes_without_rows_keeps_those_it_has(new_phone: NewPhone, house: House) -> None:
    phone, rep = new_phone(rep_of_two(house, "lena")), house.person("lena")
    phone.do(f"core.lay({rep}, [{LAID % ROWS}, {{kind: 'area', part: '0', digest: 'two'}}], [])")
    assert phone.do(f"(await core.digestsOf({rep})).area['0']") == "two"
    assert phone.do(f"[...(await core.snapshotOf({rep})).area.values()].some((one) => one.name === '一號')")
