"""The tests themselves: one that empties the tables puts back what migrations wrote, or the next finds none of it."""

import re
from collections import Counter

import pytest

from tests.house.source import REPOSITORY, name

pytestmark = pytest.mark.once

MARK = re.compile(r"django_db\(([^)]*transaction=True[^)]*)\)")


def test_a_test_with_real_transactions_leaves_the_lists_behind():
    bare = [
        name(path)
        for path in sorted((REPOSITORY / "tests").rglob("*.py"))
        for found in MARK.finditer(path.read_text())
        if "serialized_rollback=True" not in found[1]
    ]
    assert not bare, f"django_db(transaction=True, serialized_rollback=True): {bare}"


MAKES_A_PERSON = re.compile(r'\b(?:a_day_for|without_signal|rep_of_two|planner)\([^()"]*"(\w+)"')


def test_nobody_is_made_by_two_tests_of_the_phone():
    """A worker's tests share one server, and which of them meet there is not the same every time."""
    made: Counter[str] = Counter()
    for path in (REPOSITORY / "tests" / "browser" / "offline").glob("*.py"):
        made.update(MAKES_A_PERSON.findall(re.sub(r"`[^`]*`", "", path.read_text())))
    assert made, "no test makes a person"
    assert not {who: times for who, times in made.items() if times > 1}
