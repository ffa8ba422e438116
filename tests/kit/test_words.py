"""Codes in words, in the language of whoever reads."""

import pytest
from django.utils import translation

from fieldday.kit import words
from fieldday.rules.verdict import Reason

LISTED = "owner, buys, let_go, 負責人, 採購"


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [("zh-hant", "負責人、採購", "owner"), ("zh-hans", "负责人、采购", "負"), ("en", "owner, buys, let_go", "負")],
)
def test_what_a_file_may_say_is_listed_in_the_reader_s_language(language, shown, hidden):
    with translation.override(language):
        said = words.say(Reason("kit.import.not_one_of", {"text": "x", "words": LISTED}))
    assert shown in said
    assert hidden not in said


def test_a_list_of_codes_alone_is_shown_as_it_is():
    with translation.override("zh-hant"):
        assert "SUM, count" in words.say(Reason("kit.import.not_one_of", {"text": "x", "words": "SUM, count"}))


def test_large_numbers_are_said_so_that_they_can_be_read():
    with translation.override("en"):
        assert "1,000,000 rows" in words.say(Reason("kit.import.too_many_rows", {"most": 1_000_000}))
        assert "2026 rows" in words.say(Reason("kit.import.too_many_rows", {"most": 2026}))
