"""How many queries something takes."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(act: Callable[[], Any]) -> int:
    """The number of queries `act` runs when it is not the first: what a request asks once is known by then."""
    act()
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)
