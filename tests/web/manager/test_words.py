"""How a manager's pages say times and amounts."""

import pytest
from django.utils import translation

from fieldday.web.templatetags.manager import off_plan


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, ""),
        (4, "準時"),
        (12, "晚 12 分鐘"),
        (119, "晚 1 小時 59 分鐘"),
        (120, "晚 2 小時"),
        (-125, "早 2 小時 5 分鐘"),
    ],
)
def test_how_far_from_the_planned_time(minutes, said):
    with translation.override("zh-hant"):
        assert off_plan(minutes) == said
