"""What a month has brought so far: nothing is 0, of which a signature's digest is made."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.visits.questions.month_so_far import month_so_far
from tests.world import FRIDAY, order

pytestmark = pytest.mark.django_db


def test_a_month_that_brought_nothing_brought_zero(world):
    assert month_so_far(world.dora.pk, FRIDAY) == (Decimal(0), Decimal(0))


def test_a_month_counts_to_the_day_and_leaves_cancelled_orders_out(world):
    made = order(world.lotus, world.dora, world.soap, FRIDAY)
    order(world.lotus, world.dora, world.soap, FRIDAY + timedelta(days=1))
    assert month_so_far(world.dora.pk, FRIDAY) == (Decimal(200), Decimal(0))
    made.cancelled = True
    made.save(update_fields=["cancelled"])
    assert month_so_far(world.dora.pk, FRIDAY) == (Decimal(0), Decimal(0))
