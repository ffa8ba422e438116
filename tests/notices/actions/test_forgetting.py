"""Notices are forgotten after half a year, read or not."""

from datetime import timedelta

import pytest

from fieldday.notices.actions.forgetting import forget_notices
from fieldday.notices.models import Notice
from fieldday.people.questions.company import the_company
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_old_notices_go_and_younger_ones_stay(world):
    mine = Notice.objects.visible_to(world.alice)
    mine.update(at=NOW - timedelta(days=the_company().notice_days))
    assert forget_notices(at=NOW) == 0 and mine.count() == 1
    assert forget_notices(at=NOW + timedelta(minutes=1)) == 1
    assert mine.count() == 0 and Notice.objects.visible_to(world.charlie).count() == 1
