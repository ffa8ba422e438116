import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.text import clean, clean_lines, fold, grams, plain, wanted


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  大安　藥局 ", "大安 藥局"),
        ("大安\u00a0\u3000\t藥局", "大安 藥局"),
        ("\ufeff大\u200b安\u2060", "大安"),
        ("a\nb\r\nc", "a b c"),
        ("a\x00b\u202ec", "abc"),
        ("\u3164\u2800", ""),
        ("", ""),
    ],
)
def test_clean(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_clean_lines_keeps_the_lines_of_a_note() -> None:
    assert clean_lines("\n 第一　行 \r\n\n\n\n第二行\n") == "第一 行\n\n第二行"


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("臺北市　Ｃａｆé", "台北市cafe"),
        ("Straße 12-3", "strasse123"),
        ("（股）公司", "股公司"),
        ("ｶﾞｿﾘﾝ", "ガソリン"),
        ("한국", "한국"),
        ("--", ""),
    ],
)
def test_fold(raw: str, key: str) -> None:
    assert fold(raw) == key


def test_grams_never_reach_across_fields() -> None:
    assert grams("大安", "藥局") == tuple(sorted({"大", "安", "大安", "藥", "局", "藥局"}))
    assert grams() == grams("", " ") == ()


def test_wanted() -> None:
    assert wanted("大") == ("大",)
    assert wanted("大安藥") == tuple(sorted(("大安", "安藥")))
    assert wanted(" - ") == ()


@given(st.text())
def test_folding_and_cleaning_twice_is_once(s: str) -> None:
    assert clean(clean(s)) == clean(s)
    assert clean_lines(clean_lines(s)) == clean_lines(s)
    assert fold(fold(s)) == fold(s)
    assert fold(clean(s)) == fold(s)


@given(st.text())
def test_clean_text_can_be_stored_anywhere(s: str) -> None:
    kept = clean(s)
    kept.encode()
    assert "\x00" not in kept
    assert kept == kept.strip()
    assert "  " not in kept


@given(st.lists(st.text(max_size=12), min_size=1, max_size=3), st.data())
def test_any_part_of_a_field_is_found(fields: list[str], data: st.DataObject) -> None:
    whole = fold(data.draw(st.sampled_from(fields)))
    start = data.draw(st.integers(0, len(whole)))
    part = whole[start : data.draw(st.integers(start, len(whole)))]
    assert set(wanted(part)) <= set(grams(*fields))
    assert part in plain(*fields)


@given(st.text(), st.text(min_size=1))
def test_a_missing_character_is_not_found(text: str, query: str) -> None:
    if not set(fold(query)) <= set(fold(text)):
        assert not set(wanted(query)) <= set(grams(text))
