import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.phones import Phone, digits, is_service, tidy_phone


@pytest.mark.parametrize(
    ("text", "e164", "extension"),
    [
        ("02-2345-6789", "+886223456789", ""),
        ("(02) 2345 6789", "+886223456789", ""),
        ("０２－２３４５－６７８９", "+886223456789", ""),
        ("0912-345-678", "+886912345678", ""),
        ("+886 912 345 678", "+886912345678", ""),
        ("+886 (0)2 2345-6789", "+886223456789", ""),
        ("02-2345-6789 分機 123", "+886223456789", "123"),
        ("02-23456789#12", "+886223456789", "12"),
        ("02-23456789*12", "+886223456789", "12"),
        ("02-23456789＃12", "+886223456789", "12"),
        ("02-23456789 轉 12", "+886223456789", "12"),
        ("02-23456789 (分機:12)", "+886223456789", "12"),
        ("02-23456789 ext. 12", "+886223456789", "12"),
        ("0800-080-080", "+886800080080", ""),
        ("+1 702 555 1838", "+17025551838", ""),
        ("07-3456789", "+88673456789", ""),
        ("912345678", "+886912345678", ""),  # a spreadsheet took the leading nought
    ],
)
def test_numbers_that_check(text: str, e164: str, extension: str) -> None:
    phone = tidy_phone(text)
    assert (phone.e164, phone.ok, phone.extension) == (e164, True, extension)


@pytest.mark.parametrize(
    "text", ["", "-", "12", "40.32.2555.123456", "02-2345-6789 / 0912-345-678", "請洽王小姐", "0912-345-67"]
)
def test_numbers_that_do_not_are_kept(text: str) -> None:
    assert tidy_phone(f" {text}\u3000") == Phone(text, "", False, "")


def test_letters_are_not_dialled() -> None:
    assert not tidy_phone("0800-FLOWERS").ok


def test_a_number_dialled_from_elsewhere() -> None:
    assert tidy_phone("(702) 555-1838", "US").e164 == "+17025551838"
    assert tidy_phone("02-2345-6789", "no such region") == Phone("02-2345-6789", "", False, "")


def test_the_form_dialled_at_home() -> None:
    assert tidy_phone("+886 912 345 678").national == "0912345678"


def test_digits() -> None:
    assert digits("０２-2345 6789 #1") == "02234567891"
    assert digits("王") == digits("") == ""


@given(st.text(max_size=30) | st.from_regex(r"[+0-9()#*\- ]{0,25}", fullmatch=True))
def test_any_text_is_kept_and_never_raises(text: str) -> None:
    phone = tidy_phone(text)
    assert phone.ok == bool(phone.e164)
    assert tidy_phone(phone.text) == phone
    if phone.ok:
        assert tidy_phone(phone.e164).e164 == phone.e164


@pytest.mark.parametrize(
    "text", ["02-2345-6789", "0912345678", "0912 345 678", "037-123456", "0826-12345", "02-123-4567"]
)
def test_what_most_people_write_is_read_as_the_library_reads_it(text: str) -> None:
    read = tidy_phone(text)
    number = phonenumbers.parse(text, "TW")
    assert read.ok == phonenumbers.is_valid_number(number)
    if read.ok:
        assert read.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.from_regex(r"0[2-9][0-9]{6,11}", fullmatch=True))
def test_any_figures_are_read_as_the_library_reads_them(text: str) -> None:
    number = phonenumbers.PhoneNumber(country_code=886, national_number=int(text))
    if ok := phonenumbers.is_valid_number(number):
        said = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert tidy_phone(text).national == digits(said) == text
    assert tidy_phone(text).ok == ok


@pytest.mark.parametrize(("text", "yes"), [
    ("1922", True), ("110", True), ("*555", True), ("55688", True), ("02-2345", False), ("2345-6789", False),
    ("0912345678", False), ("分機12", False), ("", False),
])  # fmt: skip
def test_short_numbers_are_those_of_services(text: str, yes: bool) -> None:
    assert is_service(text) is yes
