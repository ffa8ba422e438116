"""Spans of time as people say them."""

import pytest
from django.utils import translation

from fieldday.kit.spoken import say_span
from fieldday.kit.words import say
from fieldday.rules.verdict import Reason


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 分鐘"),
        (59, "59 分鐘"),
        (60, "1 小時"),
        (-125, "2 小時 5 分鐘"),
        (599, "9 小時 59 分鐘"),
        (785, "13 小時"),
        (1439, "1 天"),
        (1440 + 200, "1 天 3 小時"),
        (4319, "3 天"),
        (1440 * 45 + 300, "45 天"),
    ],
)
def test_a_span_is_said_as_a_person_would(minutes, said):
    with translation.override("zh-hant"):
        assert say_span(minutes) == said


def test_a_sentence_says_its_minutes_and_hours_as_spans():
    with translation.override("zh-hant"):
        assert "差了 3 天，" in say(Reason("visits.clock.corrected", {"minutes": 4319}))
        assert "截止時間 2 天 4 小時" in say(Reason("visits.warning.late", {"hours": 52}))
