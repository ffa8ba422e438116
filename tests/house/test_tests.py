"""The tests themselves: one that empties the tables puts back what migrations wrote, or the next finds none of it."""

import re

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
