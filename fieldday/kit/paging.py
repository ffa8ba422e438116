"""Lists page by page: real pages with their numbers, right totals, no "load more"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from fieldday.rules.parsing import as_number


@dataclass(frozen=True)
class Page:
    """One page of a list, and where it stands in the whole; `web/parts/pager.html` shows it."""

    rows: tuple[Any, ...]
    number: int
    total: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the page's first row, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous(self) -> int:
        return max(self.number - 1, 1)

    @property
    def next(self) -> int:
        return min(self.number + 1, self.pages)


def page_number(text: str) -> int:
    """The page's number that an address names, 1 for none."""
    return as_number(text, 9) or 1


def page_of(rows: QuerySet, number: str, size: int = 50) -> Page:
    """The page that an address names; a number that is none, or beyond the last, answers the nearest page."""
    total = rows.count()
    at = nearest_page(page_number(number), total, size)
    return Page(tuple(rows[(at - 1) * size : at * size]), at, total, size)


def page_of_list(found: Sequence[Any], number: str, size: int = 50) -> Page:
    """The same of what was found already."""
    at = nearest_page(page_number(number), len(found), size)
    return Page(tuple(found[(at - 1) * size : at * size]), at, len(found), size)


def nearest_page(number: int, total: int, size: int) -> int:
    """The page of that number, or the first or the last one where there is none of it."""
    return min(max(number, 1), max(1, -(-total // size)))
