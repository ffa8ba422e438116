"""What stands on a card, whichever version wrote it."""

from __future__ import annotations

import dataclasses

from fieldday.rules.verdict import Reason

CODES: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Way:
    """A number or an address to reach somebody by. ``kind`` of a telephone: mobile, work, home, fax, other; of an
    e-mail: work, home, other. ``label`` is the phone owner's own word for it."""

    value: str
    kind: str = "other"
    label: str = ""
    preferred: bool = False


@dataclasses.dataclass(frozen=True)
class Address:
    """A postal address as one line (``text``), with its city apart; ``kind``: work, home, other."""

    text: str
    city: str = ""
    kind: str = "other"
    label: str = ""


@dataclasses.dataclass(frozen=True)
class Day:
    """A day that returns every year: ``kind`` birthday, wedding or other; the year where it is known; lunar or not."""

    month: int
    day: int
    year: int | None = None
    lunar: bool = False
    leap: bool = False
    kind: str = "birthday"
    label: str = ""


@dataclasses.dataclass(frozen=True)
class Picture:
    """A picture that came inside the card, as its bytes."""

    content: bytes
    type: str = "jpeg"


@dataclasses.dataclass(frozen=True)
class Card:
    """One card. ``number`` counts the file's cards from 1, broken ones too. ``company``: it names no person."""

    number: int
    name: str
    family: str = ""
    given: str = ""
    org: str = ""
    department: str = ""
    title: str = ""
    phones: tuple[Way, ...] = ()
    emails: tuple[Way, ...] = ()
    line_id: str = ""
    addresses: tuple[Address, ...] = ()
    days: tuple[Day, ...] = ()
    note: str = ""
    urls: tuple[str, ...] = ()
    picture: Picture | None = None
    uid: str = ""
    company: bool = False
    version: str = ""
    remarks: tuple[Reason, ...] = ()  # what was left out

    def phone(self, *kinds: str) -> str:
        """The first number of the kinds, in their order; the preferred one of a kind first."""
        for kind in kinds:
            found = sorted((one for one in self.phones if one.kind == kind), key=lambda one: not one.preferred)
            if found:
                return found[0].value
        return ""


@dataclasses.dataclass(frozen=True)
class Broken:
    """A card that cannot be read: its number, why, and its own text."""

    number: int
    reason: Reason
    text: str
