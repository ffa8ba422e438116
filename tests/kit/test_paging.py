"""Pages: the numbers on them are right, and an address that asks for no page gets the nearest one."""

import pytest

from fieldday.kit.paging import page_of


class Rows(list):
    """A queryset as far as a page asks: slices and a count."""

    def count(self):
        return len(self)


@pytest.mark.parametrize(
    ("asked", "number", "rows"),
    [("", 1, [0, 1, 2]), ("2", 2, [3, 4, 5]), ("3", 3, [6]), ("99", 3, [6]), ("0", 1, [0, 1, 2]), ("x", 1, [0, 1, 2]),
     ("-1", 1, [0, 1, 2]), ("²", 1, [0, 1, 2])],
)  # fmt: skip
def test_the_nearest_page(asked, number, rows):
    page = page_of(Rows(range(7)), asked, 3)
    assert (page.number, list(page.rows), page.pages, page.total) == (number, rows, 3, 7)
    assert (page.first, page.last) == (rows[0] + 1, rows[-1] + 1)


def test_nothing_is_one_empty_page():
    page = page_of(Rows(), "5", 3)
    assert (page.number, page.pages, page.first, page.last, page.previous, page.next) == (1, 1, 0, 0, 1, 1)
