"""Cards as phones and mail programs write them."""

from pathlib import Path

import pytest

from fieldday.rules.vcards import Broken, Card, Day, read_cards

SAMPLES = Path(__file__).parent / "samples"


def read(name: str) -> list[Card | Broken]:
    return list(read_cards((SAMPLES / name).read_bytes()))


def one(*lines: str) -> Card | Broken:
    text = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))
    return next(read_cards(text.encode()))


def card(*lines: str) -> Card:
    found = one(*lines)
    assert isinstance(found, Card), found
    return found


def test_an_iphone_s_cards() -> None:
    wang, shop, mary = read("apple.vcf")
    assert isinstance(wang, Card)
    assert isinstance(shop, Card)
    assert isinstance(mary, Card)
    assert (wang.name, wang.org, wang.department, wang.title) == (
        "王大明", "蓮花生技股份有限公司", "採購部", "採購經理"
    )  # fmt: skip
    assert [(way.kind, way.value, way.label) for way in wang.phones] == [
        ("mobile", "0912-345-678", ""),
        ("work", "(02) 2345-6789 分機 12", ""),
        ("other", "02-2345-6780", "公司總機"),
        ("fax", "02-2345-6781", ""),
    ]
    assert [(way.value, way.label) for way in wang.emails] == [("ta-ming@lotus.example", "採購專用")]
    assert (wang.addresses[0].text, wang.addresses[0].city, wang.addresses[0].kind) == (
        "台北市大安區忠孝東路四段 100 號 5 樓", "台北市", "work"
    )  # fmt: skip
    assert set(wang.days) == {
        Day(4, 12), Day(3, 5, lunar=True), Day(5, 20, 2008, kind="wedding"),
    }  # fmt: skip
    assert wang.line_id == "wang.tm"
    assert wang.note.startswith("喜歡喝茶, 不喝咖啡\n週三下午在公司；")
    assert wang.note.endswith("不用換證。"), "a fold in the middle of a character"
    assert wang.picture is not None
    assert wang.picture.content.startswith(b"\xff\xd8\xff")
    assert wang.urls == ("https://lotus.example/",)
    assert (shop.name, shop.company, shop.phone("work")) == ("晨光商行", True, "04-2222-3333")
    assert (mary.name, mary.company, mary.picture) == ("Mary Chen", False, None), "an address is never fetched"
    assert mary.remarks[0].code == "customers.vcard.picture"


def test_an_android_phone_s_cards() -> None:
    chen, mother, broken, lin = read("android.vcf")
    assert isinstance(chen, Card)
    assert (chen.name, chen.org, chen.title) == ("陳美玲", "港灣貿易有限公司", "會計")
    assert chen.addresses[0].text == "高雄市民權路二段一百二十三號四樓之五（港灣大樓，近捷運站）", "soft line breaks"
    assert chen.note == "月底對帳；發票要寫港灣貿易，不要寫港灣。下次去帶新的型錄。"
    assert set(chen.days) == {
        Day(7, 9, 1985), Day(10, 10, 2012, kind="wedding"), Day(8, 15, 1960, lunar=True),
    }  # fmt: skip
    assert chen.picture is not None
    assert chen.phone("mobile") == "0933222111"
    assert isinstance(mother, Card)
    assert (mother.name, mother.org) == ("媽媽", "")
    assert isinstance(broken, Broken)
    assert (broken.number, broken.reason.code) == (3, "customers.vcard.without_end")
    assert isinstance(lin, Card)
    assert (lin.number, lin.name) == (4, "林志明"), "what is broken costs the others nothing"


def test_outlook_s_card_in_big5() -> None:
    (card,) = read("outlook-big5.vcf")
    assert isinstance(card, Card)
    assert (card.name, card.org, card.title) == ("許功蓋", "成功股份有限公司", "副總經理"), "a backslash inside Big5"
    assert card.addresses[0].text == "台北市中山區南京東路三段 219 號"
    assert card.note == "第一行\n第二行"
    assert card.days == (Day(2, 28, 1970),)


def test_a_card_of_version_4() -> None:
    (card,) = read("version-4.vcf")
    assert isinstance(card, Card)
    assert (card.uid, card.name, card.org) == ("4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "張淑芬", '"松林"藥局')
    assert [(way.kind, way.value, way.preferred) for way in card.phones] == [
        ("mobile", "+886-912-000-999", True),
        ("work", "02-2700-1234 分機 5", False),
    ]
    assert set(card.days) == {
        Day(5, 12, 1962, lunar=True, leap=True), Day(4, 12), Day(8, 8, 2009, kind="wedding"),
    }  # fmt: skip
    assert card.note == "a;b,c\\d\ne"
    assert card.addresses[0].text == "台北市大安區和平東路一段 1 號"
    assert card.picture is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1975-03-02", Day(3, 2, 1975)),
        ("19750302", Day(3, 2, 1975)),
        ("1975/3/2", Day(3, 2, 1975)),
        ("--0412", Day(4, 12)),
        ("--04-12", Day(4, 12)),
        ("--0229", Day(2, 29)),
        ("0412", Day(4, 12)),
        ("1975-03-02T00:00:00Z", Day(3, 2, 1975)),
        ("1604-02-29", Day(2, 29)),
    ],
)
def test_birthdays(text: str, day: Day) -> None:
    assert card("FN:王", f"BDAY:{text}").days == (day,)


@pytest.mark.parametrize("text", ["1975-13-02", "19750230", "circa 1800", "--0431", "三月二日"])
def test_what_is_no_birthday_is_said_and_left_out(text: str) -> None:
    found = card("FN:王", f"BDAY:{text}")
    assert (found.days, [remark.code for remark in found.remarks]) == ((), ["customers.vcard.day"])


def test_a_lunar_year_of_the_chinese_cycle_is_not_taken_for_one_of_ours() -> None:
    assert card("FN:王", "X-ALTBDAY;CALSCALE=chinese:46820815").days == (Day(8, 15, lunar=True),)


def test_a_card_without_anything_is_broken() -> None:
    found = one("NOTE:x")
    assert isinstance(found, Broken)
    assert found.reason.code == "customers.vcard.empty"


def test_a_card_in_a_card_stays_its_own() -> None:
    found = card("FN:王", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "FN:秘書", "TEL:123", "END:VCARD", "TEL:456")
    assert (found.name, [way.value for way in found.phones]) == ("王", ["456"])


def test_a_charset_nobody_knows_breaks_one_card_only() -> None:
    text = b"BEGIN:VCARD\nFN;CHARSET=KLINGON:\xe7\x8e\x8b\nEND:VCARD\nBEGIN:VCARD\nFN:\xe7\x8e\x8b\nEND:VCARD\n"
    first, second = read_cards(text)
    assert isinstance(first, Broken)
    assert first.reason.params == {"name": "FN", "charset": "klingon"}
    assert isinstance(second, Card)


def test_utf_16_with_its_mark() -> None:
    (found,) = read_cards("BEGIN:VCARD\r\nFN:王大明\r\nEND:VCARD\r\n".encode("utf-16"))
    assert isinstance(found, Card)
    assert found.name == "王大明"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["NOTE:" + "x" * 70_000], "customers.vcard.line_too_long"),
        (["X-A:1"] * 2_100, "customers.vcard.too_many_lines"),
        (["PHOTO;ENCODING=b:" + "A" * (13 * 1024 * 1024)], "customers.vcard.line_too_long"),
    ],
)
def test_bombs_are_broken_cards(lines: list[str], code: str) -> None:
    found = one("FN:王", *lines)
    assert isinstance(found, Broken)
    assert found.reason.code == code
    assert len(found.text) <= 4_000


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"FN:nobody\n", b"\xff\xfe\x00", b"PK\x03\x04zip", b"END:VCARD\n"]
)
def test_what_holds_no_card(content: bytes) -> None:
    assert list(read_cards(content)) == []
