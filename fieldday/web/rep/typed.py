"""Reading what a form brings: kept as typed, read into values, with a reason at its field where that fails."""

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from fieldday.kit.refusals import Refused
from fieldday.rules.money import parse_amount, round_to
from fieldday.rules.parsing import as_number, parse_day, parse_decimal
from fieldday.rules.text import clean, clean_lines, narrow
from fieldday.rules.verdict import Reason, Unreadable

TOO_LARGE = frozenset({"kit.amount.too_large", "kit.number.too_large"})
MOST_GIVEN_BACK = 20_000  # characters: more than anybody types, less than a page can bear
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])(?::00)?")


class Reading:
    """Reads typed texts of a form, gathering a reason for each that cannot be read: `code`, or what is wrong itself.
    What can be read and is too large is always told as that, with the most there can be."""

    def __init__(self, currency: str, code: str) -> None:
        self.currency = currency
        self.code = code
        self.reasons: list[Reason] = []

    def amount(self, text: str, field: str, *, places: int = 2, **params: Any) -> Decimal | None:
        """An amount in the company's currency; None when nothing was typed. `limit`, if given: the most there can be,
        as it is told of one that is too large to be read at all."""
        return self._read(lambda said: round_to(parse_amount(said, self.currency), places), text, field, params)

    def figure(self, text: str, field: str, *, places: int = 3, **params: Any) -> Decimal | None:
        """A plain number; None when nothing was typed."""
        return self._read(lambda said: parse_decimal(said, places), text, field, params)

    def day(self, text: str, field: str, **params: Any) -> date | None:
        return self._read(parse_day, text, field, params)

    def clock(self, text: str, field: str, **params: Any) -> time | None:
        return self._read(_clock, text, field, params)

    def fits(self, text: str, most: int, field: str, **params: Any) -> str:
        """The text, with a reason against it when it has more than `most` characters: nothing is cut unsaid."""
        if len(text) > most:
            self.reasons.append(Reason("kit.import.too_long", {**params, "most": most, "many": len(text)}, field))
        return text

    def require(self) -> None:
        """Raise Refused with every reason that was gathered."""
        if self.reasons:
            raise Refused(self.reasons[0].code, self.reasons)

    def _read(self, how: Any, text: str, field: str, params: dict[str, Any]) -> Any:
        said = clean(text)
        if not said:
            return None
        try:
            return how(said)
        except Unreadable as error:
            if error.reason.code in TOO_LARGE:
                self.reasons.append(Reason(error.reason.code, {**error.reason.params, **params}, field))
            elif self.code:
                self.reasons.append(Reason(self.code, {**params, "value": said[:40]}, field))
            else:
                self.reasons.append(Reason(error.reason.code, error.reason.params, field))
            return None


def line(text: str) -> str:
    """One line of words as it was typed; how long it may be is for `Reading.fits`, or the verb, to say."""
    return clean(text[:MOST_GIVEN_BACK])


def words(text: str) -> str:
    """Several lines of words as they were typed."""
    return clean_lines(text[:MOST_GIVEN_BACK])


def whole(text: str) -> int:
    """A count that the page itself wrote; 0 for anything else."""
    return as_number(text, 9) or 0


def numbered(names: Iterable[str], prefix: str, most: int) -> list[int]:
    """The numbers n of the fields named `prefix-n-…`, sorted, at most so many."""
    shape = re.compile(rf"{prefix}-([0-9]{{1,4}})-[a-z_]+")
    found = {int(match[1]) for name in names if (match := shape.fullmatch(name))}
    return sorted(found)[:most]


def _clock(text: str) -> time:
    found = _TIME.fullmatch(narrow(text).replace("：", ":"))
    if not found:
        raise Unreadable("kit.day.not_a_day", text=text)
    return time(int(found[1]), int(found[2]))
