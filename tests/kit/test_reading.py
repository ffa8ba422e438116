"""Asked once while a page is read, anew by whoever acts."""

import pytest
from django.utils import translation

from fieldday.kit.reading import asked_once, reading


@pytest.fixture
def question():
    said = []

    @asked_once
    def ask():
        said.append(translation.get_language())
        return len(said)

    return ask


def test_outside_a_page_every_question_is_asked(question):
    assert [question(), question()] == [1, 2]


def test_a_page_asks_once_and_the_next_page_again(question):
    for number in (1, 2):
        with reading():
            assert [question(), question()] == [number, number]


def test_what_is_said_in_words_is_asked_for_each_language(question):
    with reading():
        with translation.override("zh-hant"):
            first = question()
        with translation.override("en"):
            assert question() != first
