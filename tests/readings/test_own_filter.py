"""The customers' list narrowed by the company's own fields: in the list, kept in a view, in an export's query."""

import pytest
from django.http import QueryDict

from fieldday.customers.models import Field
from fieldday.customers.questions.list_columns import parameters, view_said
from fieldday.readings.accounts import accounts_of_query
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
CHOICES = [{"key": "big", "name_zh": "大", "name_en": "Big"}, {"key": "small", "name_zh": "小", "name_en": "Small"}]


@pytest.fixture(autouse=True)
def own(world):
    for at, (key, kind, choices) in enumerate(
        [("shelf", "choice", CHOICES), ("lines", "choices", CHOICES), ("profit", "money", []),
         ("since", "date", []), ("chain", "yes_no", []), ("brand", "text", [])]
    ):  # fmt: skip
        Field.objects.create(key=key, type=kind, name_zh=key, name_en=key, choices=choices, position=at)
    said = {
        "lotus": {"shelf": "big", "lines": ["big", "small"], "profit": "1200.5", "since": "2026-03-01", "chain": True},
        "dawn": {"shelf": "small", "profit": "90", "chain": False, "brand": "台鹽生技"},
        "maple": {"shelf": "big", "profit": "5000"},
    }
    for name, fields in said.items():
        row = getattr(world, name)
        row.fields = fields
        row.save()


def names(reader, query):
    return sorted(accounts_of_query(reader, QueryDict(query), MONDAY).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("own.shelf=big", ["lotus"]),
        ("own.shelf=small", ["dawn"]),
        ("own.shelf=-", []),
        ("own.lines=small", ["lotus"]),
        ("own.lines=-", ["dawn"]),
        ("own.profit.from=100", ["lotus"]),
        ("own.profit.from=90&own.profit.to=1,000", ["dawn"]),
        ("own.since.from=2026-01-01&own.since.to=2026-03-01", ["lotus"]),
        ("own.chain=no", ["dawn"]),
        ("own.brand=臺鹽", ["dawn"]),
        ("own.shelf=big&own.chain=no", []),
        ("own.shelf=", ["dawn", "lotus"]),
    ],
)
def test_it_narrows_what_one_sees(world, query, found):
    assert names(world.alice, query) == sorted(getattr(world, name).name for name in found)


@pytest.mark.parametrize(
    "query",
    ["own.gone=1", "own.shelf=nothing", "own.profit.from=much", "own.profit=5", "own.since.from=2026-13-01",
     "own.=x", "own.chain=perhaps", "own.shelf.from=big", "own.shelf%00=1"],
)  # fmt: skip
def test_what_cannot_be_read_acts_as_if_absent(world, query):
    assert names(world.alice, query) == names(world.alice, "")


def test_a_view_keeps_it(world):
    said = view_said(QueryDict("own.shelf=big&own.profit.from=100&q=x"))
    assert said["filters"] == {"q": "x", "own.shelf": "big", "own.profit.from": "100"}
    assert parameters(said) == said["filters"]


def test_the_page_offers_them_and_keeps_what_was_chosen(world, signed_in):
    page = signed_in(world.alice).get("/accounts?own.shelf=big&own.profit.from=100").content.decode()
    assert '<option value="big" selected>' in page and 'name="own.profit.from" value="100"' in page
    assert world.lotus.name in page and world.dawn.name not in page
    assert 'class="own-filters"' in signed_in(world.alice).get("/accounts").content.decode()
