import pytest

from fieldday.rules.cities import city_of, tidy_city


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("臺中市", "台中市"),
        ("台中", "台中市"),
        (" 臺北 ", "台北市"),
        ("新竹", "新竹"),
        ("臺東縣", "台東縣"),
        ("Tokyo", "Tokyo"),
        ("", ""),
    ],
)
def test_a_city_is_kept_in_one_way(said, kept):
    assert tidy_city(said) == kept


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("臺中市西區公益路1號", "台中市"),
        ("403台中市西區公益路1號", "台中市"),
        ("(40341) 台灣台中市西區", "台中市"),
        ("嘉義縣民雄鄉1號", "嘉義縣"),
        ("公益路1號", ""),
        ("近台中市", ""),
        ("", ""),
    ],
)
def test_an_address_says_its_city(address, city):
    assert city_of(address) == city
