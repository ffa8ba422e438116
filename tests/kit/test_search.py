"""A customer is found by any part of what he is called, as people type it; both databases find the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.models import AccountSearch
from fieldday.kit.search import found, search_values
from fieldday.rules import text
from tests.world import account

pytestmark = pytest.mark.django_db

NAMES = {
    "L": "臺北蓮花藥局",
    "T": "台中 King Kong 五金行",
    "C": "Café Ａｌｌｅｅ 咖啡",
    "P": '100% 果汁_專賣 O\'Neil "老店"',
    "E": "🍜 牛肉麵 🍜",
    "S": "A-1 *商行* (分店)",
    "Z": "全聯",
}


@pytest.fixture
def shops(db):
    return {key: account(key, name, None) for key, name in NAMES.items()}


def _find(query):
    rows = found(AccountSearch.objects.all(), query)
    return "".join(sorted(rows.values_list("account__external_id", flat=True)))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("蓮花", "L"), ("花藥", "L"), ("藥局", "L"), ("局", "L"), ("蓮局", ""), ("花蓮", ""),
        ("行", "ST"), ("聯", "Z"), ("全聯", "Z"), ("全聯社", ""),
        ("臺北", "L"), ("台北", "L"), ("臺中", "T"), ("台", "LT"),
        ("king", "T"), ("KING KONG", "T"), ("ing ko", "T"), ("kong 五金", "T"), ("五金 台中", "T"), ("kingkong", "T"),
        ("cafe", "C"), ("CAFÉ", "C"), ("allee", "C"), ("ＡＬＬ", "C"), ("咖啡 cafe", "C"),
        ("100%", "P"), ("100", "P"), ("o'neil", "P"), ("oneil", "P"), ('"老店"', "P"), ("果汁_專賣", "P"),
        ("牛肉麵", "E"), ("🍜牛肉", "E"), ("a-1", "S"), ("a1", "S"), ("(分店)", "S"), ("商行*", "S"),
        ("沒有這家", ""), ("; DROP TABLE", ""), ("x' OR '1'='1", ""), ('a" OR "b', ""), ("NEAR(蓮 花)", ""),
    ],
)  # fmt: skip
def test_any_part_finds(shops, query, keys):
    assert _find(query) == keys


@pytest.mark.parametrize("query", ["", "   ", "%", "_", "'", '"', "*", "🍜", "()", "\\", "--"])
def test_what_holds_no_letter_narrows_nothing(shops, query):
    assert _find(query) == "".join(sorted(NAMES))


def test_one_is_found_by_number_phone_tax_id_and_address(world):
    def names(query):
        return set(found(AccountSearch.objects.all(), query).values_list("account__external_id", flat=True))

    assert names("C1") == {"C1"} == names("04595257") == names("中山路1號") == names("02-2345") == names("0223456789")
    assert names("345 6789") == {"C1", "C6"}


def test_the_index_follows_the_row(shops):
    row = AccountSearch.objects.get(account=shops["Z"])
    for name, value in search_values("大潤發").items():
        setattr(row, name, value)
    row.save()
    assert (_find("全聯"), _find("大潤")) == ("", "Z")
    AccountSearch.objects.filter(pk=row.pk).update(**search_values("家樂福"))
    assert (_find("大潤"), _find("樂福")) == ("", "Z")
    row.delete()
    assert _find("樂福") == ""


WORD = st.text(alphabet="臺台北中蓮花藥局aAbＢ1１-_ %'\"é🍜", max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(WORD, min_size=1, max_size=6), query=WORD)
def test_what_is_found_is_what_holds_every_word(db, names, query):
    """The index only picks candidates: the answer is that of looking into every folded text."""
    AccountSearch.objects.all().delete()
    rows = {account(f"{n}-{id(names)}", name or "x", None).pk: f"{n}-{id(names)}" for n, name in enumerate(names)}
    words = [text.fold(word) for word in query.split()]
    held = {
        pk for (pk, number), name in zip(rows.items(), names, strict=True)
        if all(any(word in text.fold(field) for field in (name or "x", number)) for word in words)
    }  # fmt: skip
    assert set(found(AccountSearch.objects.all(), query).values_list("account_id", flat=True)) == held
    for row in AccountSearch.objects.select_related("account"):
        row.account.delete()
