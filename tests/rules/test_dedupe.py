"""Names, addresses and phones as they are compared, and what two cards say about one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.addresses import compare, read_address
from fieldday.rules.company_names import branches_differ, name_key, read_name
from fieldday.rules.dedupe import CODES, Card, card, judge, phone_key
from fieldday.rules.pairing import MOST, pairs

TAX, OTHER_TAX = "04595257", "22099131"
ANY = st.text(alphabet="台臺中北有限公司股份店（）()-1２一 ABc藥局康是美", max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣大成股份有限公司", "台灣大成(股)公司"),
        ("大成有限公司", "大　成（有）公司"),
        ("【舊】大成企業社", "*大成企業社-總公司"),
        ("ＡＢＣ Trading Co., Ltd.", "abc trading"),
        ("广达电脑", "廣達電腦股份有限公司"),
        ("大成藥局總店", "大成藥局"),
    ],
)
def test_one_name_in_two_spellings_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("康是美台中店", "康是美台北店", "apart"),
        ("大成藥局中山分店", "大成藥局民權分店", "apart"),
        ("大成有限公司台中分公司", "大成有限公司台北分公司", "apart"),
        ("康是美", "康是美台中店", "part"),
        ("立安藥局", "立安藥房", ""),
        ("台中店", "台中店", ""),
    ],
)
def test_branches_of_one_chain_are_two_shops(one: str, other: str, what: str) -> None:
    assert branches_differ(name_key(one), name_key(other)) == what


def test_branches_with_the_house_s_tax_id_and_phone_are_not_proposed() -> None:
    one = card(1, name="康是美台中店", tax_id=TAX, phones=("02-2345-6789",))
    other = card(2, name="康是美台北店", tax_id=TAX, phones=("02-2345-6789",))
    assert not judge(one, other).certain
    assert list(pairs([one, other], least=0.98)) == []


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("臺北市中正區漢口街一段18號", "100台北市中正區黎明里漢口街1段１８號1F", "same"),
        ("雲林縣虎尾鎮蕃薯段158之12號", "雲林縣虎尾鎮蕃薯段158號之12", "same"),
        ("新北市板橋區文化路二段十二號三樓", "板橋區文化路2段12號3F", "same"),
        ("新北市板橋區文化路2段12號3樓", "新北市板橋區文化路2段12號5樓", "house"),
        ("台北市松山區東興路76、78號1樓", "台北市松山區東興路76、", "part"),
        ("台北市松山區東興路76號", "台北市松山區東興路7號", "differs"),
        ("", "台北市松山區東興路76號", ""),
    ],
)
def test_addresses(one: str, other: str, what: str) -> None:
    assert compare(read_address(one), read_address(other)) == what
    assert compare(read_address(other), read_address(one)) == what


def test_a_city_in_its_own_field_counts() -> None:
    assert read_address("中正區漢口街1段18號", "台北市") == read_address("臺北市中正區漢口街一段18號")


@pytest.mark.parametrize("text", ["02-2345-6789", "(02)23456789 分機 12", "+886 2 2345 6789", "０２２３４５６７８９"])
def test_one_phone_in_several_spellings(text: str) -> None:
    assert phone_key(text) == "0223456789"


def test_what_is_too_short_for_a_phone_has_no_key() -> None:
    assert phone_key("119") == phone_key("") == phone_key("分機 12") == ""


def test_a_name_alone_is_never_certain() -> None:
    found = judge(card(1, name="大成精密工業股份有限公司"), card(2, name="大成精密工業股份有限公司"))
    assert 0.5 < found.score < 0.95
    assert not found.certain


@pytest.mark.parametrize(
    ("more", "certain"),
    [
        ({"tax_id": TAX}, True),
        ({"phones": ("0223456789",)}, True),
        ({"address": "台北市松山區東興路76號"}, True),
        ({"place": (25.05, 121.5)}, False),
    ],
)
def test_a_name_and_something_that_only_one_house_has(more: dict, certain: bool) -> None:
    one, other = card(1, name="大成科技股份有限公司", **more), card(2, name="大成科技(股)公司", **more)
    assert judge(one, other).certain == certain


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ({"tax_id": TAX}, {"tax_id": OTHER_TAX}),
        ({"address": "台北市松山區東興路76號"}, {"address": "高雄市三民區建國路1號"}),
        ({"place": (25.05, 121.5)}, {"place": (22.6, 120.3)}),
    ],
)
def test_what_speaks_against_it_takes_the_certainty(mine: dict, yours: dict) -> None:
    shared = {"name": "大成科技有限公司", "phones": ("0223456789",)}
    with_it = judge(card(1, **shared, **mine), card(2, **shared, **yours))
    assert judge(card(1, **shared), card(2, **shared)).certain
    assert not with_it.certain


def test_shops_next_door_share_a_trade_and_no_more() -> None:
    found = judge(card(1, name="明華藥局", place=(25.131, 121.5)), card(2, name="小明藥局", place=(25.1311, 121.5001)))
    assert found.score < 0.5


def test_a_switchboard_s_number_brings_nobody_together() -> None:
    names = ["".join(chr(0x4E00 + 401 * n % 7000 + 97 * k) for k in (0, n, 2 * n)) for n in range(60)]
    many = [card(n, name=name, phones=("0223456789",)) for n, name in enumerate(names)]
    assert len(many) > MOST
    assert list(pairs(many)) == []


def test_pairs_name_the_earlier_row_first_and_each_pair_once() -> None:
    rows = [card(n, name="大成科技股份有限公司", tax_id=TAX, phones=("0223456789",)) for n in (1, 2, 3)]
    assert [(pair.a, pair.b) for pair in pairs(rows)] == [(1, 2), (1, 3), (2, 3)]


def _cards(draw: st.DrawFn, number: int) -> Card:
    tax = draw(st.sampled_from(["", TAX, OTHER_TAX, "123"]))
    phone = draw(st.sampled_from(["", "0223456789", "0912345678"]))
    address = draw(st.sampled_from(["", "台北市松山區東興路76號", "台北市松山區東興路76號3樓", "東興路"]))
    place = draw(st.sampled_from([None, (25.05, 121.5), (25.0501, 121.5), (22.6, 120.3)]))
    return card(number, name=draw(ANY), tax_id=tax, phones=(phone,), address=address, place=place)


@st.composite
def two_cards(draw: st.DrawFn) -> tuple[Card, Card]:
    return _cards(draw, 1), _cards(draw, 2)


@given(two_cards())
def test_a_judgement_is_the_same_from_both_sides_and_has_reasons(both: tuple[Card, Card]) -> None:
    one, other = both
    found, back = judge(one, other), judge(other, one)
    assert (found.score, found.certain, set(found.reasons)) == (back.score, back.certain, set(back.reasons))
    assert 0 <= found.score <= 1
    assert found.reasons and set(found.reasons) <= set(CODES)
    assert not found.certain or found.score > 0.9


@given(ANY)
def test_a_key_of_a_key_is_itself_or_shorter(text: str) -> None:
    key = name_key(text)
    assert len(name_key(key)) <= len(key)
    assert read_name(text).key == key or len(key) == 200
