import dataclasses
import datetime
import enum
import uuid
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules.digest import canonical, chain, digest, plain

TAIPEI = ZoneInfo("Asia/Taipei")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | texts
    | st.dates()
    | st.uuids()
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@dataclasses.dataclass(frozen=True)
class Line:
    product: str
    amount: Decimal


class Kind(enum.Enum):
    ORDER = "order"


def test_the_spelling_is_the_one_written_down() -> None:
    moment = datetime.datetime(2026, 11, 2, 18, 5, tzinfo=TAIPEI)
    content = {
        "sent": moment,
        "day": moment.date(),
        "time": datetime.time(9, 30),
        "amount": Decimal("1200.50"),
        "客戶": "大安藥局",
        "lines": (Line("A", Decimal("1E+2")),),
        "kinds": {Kind.ORDER},
        "id": uuid.UUID(int=1),
    }
    assert canonical(content).decode() == (
        '{"amount":"1200.5","day":"2026-11-02","id":"00000000-0000-0000-0000-000000000001","kinds":["order"],'
        '"lines":[{"amount":"100","product":"A"}],"sent":"2026-11-02T10:05:00.000000Z","time":"09:30:00",'
        '"客戶":"大安藥局"}'
    )
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_what_is_equal_has_one_digest() -> None:
    utc = datetime.datetime(2026, 11, 2, 10, 5, tzinfo=datetime.UTC)
    assert digest(utc) == digest(utc.astimezone(TAIPEI))
    assert digest(Decimal("100")) == digest(Decimal("100.00")) == digest(Decimal("1E+2"))
    assert digest(Decimal("12345678901234567890123456789.10")) != digest(Decimal("12345678901234567890123456789.2"))
    assert digest(Decimal("-0.00")) == digest(Decimal(0))
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest({3, 1, 2}) == digest({2, 3, 1})
    assert digest((1, 2)) == digest([1, 2])


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (datetime.datetime(2026, 11, 2, 10, 5), ValueError),  # noqa: DTZ001  # that it has no zone is the point
        (Decimal("NaN"), ValueError),
        (float("nan"), ValueError),
        ({1: "a", "1": "b"}, ValueError),
        ("\ud800", ValueError),
        (b"bytes", TypeError),
        (object(), TypeError),
        (Line, TypeError),
    ],
)
def test_what_cannot_be_signed(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical(value)


@given(values)
def test_the_order_of_writing_does_not_matter(value: object) -> None:
    def turned(item: object) -> object:
        if isinstance(item, dict):
            return {key: turned(item[key]) for key in reversed(item)}
        return tuple(map(turned, item)) if isinstance(item, list) else item

    assert canonical(turned(value)) == canonical(value)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.data())
def test_a_change_anywhere_shows_at_the_end_of_the_chain(papers: list[int], data: st.DataObject) -> None:
    def end(contents: list[int]) -> str:
        link = ""
        for content in contents:
            link = chain(link, content)
        return link

    place = data.draw(st.integers(0, len(papers) - 1))
    forged = [*papers[:place], papers[place] + 1, *papers[place + 1 :]]
    assert end(forged) != end(papers)
    assert end(papers[:-1]) != end(papers)
    assert len(end(papers)) == 64


@given(values)
def test_what_a_json_column_keeps_has_the_same_digest(value: object) -> None:
    assert digest(plain(value)) == digest(value)
