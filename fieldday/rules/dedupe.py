"""Which customers are probably one: by name, tax id, phone, address and distance, with a score and reasons.

The score is the logistic of a sum of weights, one for each piece of evidence for and against: a naive reading of
Fellegi and Sunter, "A theory for record linkage" (1969). A name alone is never certain.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Hashable

from rapidfuzz.distance import DamerauLevenshtein, Indel

from fieldday.rules import addresses, taxid
from fieldday.rules.addresses import Address
from fieldday.rules.company_names import Name, branches_differ, read_name
from fieldday.rules.geo import distance_m
from fieldday.rules.phones import digits, tidy_phone

_SAID = (
    "name_same", "name_alike", "name_holds", "name_other", "place_other", "form_other", "branch_apart", "branch_part",
    "tax_id_same", "tax_id_other", "phone_same", "email_same", "address_same", "address_house", "address_part",
    "address_other", "distance_near", "distance_far",
)  # fmt: skip
CODES: tuple[str, ...] = tuple(f"customers.duplicate.{said}" for said in _SAID)

LEAST = 0.5  # pairs under this score are not proposed
ALIKE = 0.72  # names under this likeness have little in common
_BIAS = -3.0
_NEAR_M, _FAR_M = 40, 600
_APART = frozenset({"branch_apart", "branch_part", "place_other", "address_other"})
_COMPANIES = frozenset({"limited by shares", "limited", "partnership", "company"})


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """What one customer is known by, read and ready to compare. `id` is anything that tells cards apart."""

    id: Hashable
    name: Name
    tax_id: str
    tax_id_checks: bool
    phones: tuple[str, ...]
    address: Address
    email: str = ""
    place: tuple[float, float] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """How probable it is that two cards are one customer, 0 to 1; `certain`: nothing speaks against it and more than
    the name speaks for it. `reasons` are codes, the weightiest first."""

    score: float
    certain: bool
    reasons: tuple[str, ...]


def card(
    id: Hashable, *, name: str, tax_id: str = "", phones: tuple[str, ...] = (), address: str = "", city: str = "",
    email: str = "", place: tuple[float, float] | None = None,
) -> Card:  # fmt: skip
    """A card of the texts as they were typed; `place` in degrees."""
    tidy = taxid.tidy(tax_id)
    keys = tuple(dict.fromkeys(filter(None, map(phone_key, phones))))
    read = addresses.read_address(address, city)
    return Card(
        id, read_name(name), tidy, bool(tidy) and taxid.check(tidy), keys, read, email.strip().casefold(), place
    )


def phone_key(text: str) -> str:
    """A number as it is dialled at home, digits alone and without its extension; "" for what is too short for one."""
    if not text:
        return ""
    if text.isascii() and text.isdigit() and text.startswith("0"):
        return text[:40] if len(text) >= 8 else ""
    read = tidy_phone(text)
    found = read.national or digits(text)
    return found[:40] if len(found) >= 7 else ""


def likeness(one: str, other: str) -> float:
    """How alike two cores are, 0 to 1: the better of edits counted by character and of what is held in common."""
    return max(DamerauLevenshtein.normalized_similarity(one, other), Indel.normalized_similarity(one, other))


def judge(one: Card, other: Card) -> Found:
    """How probable it is that two cards are one customer, and why."""
    weights: list[tuple[float, str]] = []
    name = _of_names(one.name, other.name, weights)
    tax = _of_tax_ids(one, other, weights)
    phone = _of_phones(one, other, weights)
    address = _of_addresses(one, other, weights)
    metres = _of_places(one, other, weights)
    score = 1 / (1 + math.exp(-(_BIAS + sum(weight for weight, _code in weights))))
    against = tax == "other" or metres > _FAR_M or not _APART.isdisjoint(said for _weight, said in weights)
    reasons = tuple(f"customers.duplicate.{said}" for _weight, said in sorted(weights, key=lambda pair: -abs(pair[0])))
    return Found(round(score, 4), not against and _certain(name, tax, phone, address), reasons)


def _certain(name: float, tax: str, phone: bool, address: str) -> bool:
    """Two that agree in a number given once, or in the name and something that only one house has."""
    here = address in {"same", "part"}
    if tax == "same":
        return name >= 0.75 or phone or here
    if name >= 1:
        return phone or here
    return name >= 0.8 and phone and here


def _of_names(one: Name, other: Name, weights: list[tuple[float, str]]) -> float:
    """How alike the names are, 1 for the same core in the same place."""
    parted = branches_differ(one.key, other.key)
    if parted:
        weights.append((-7.0, "branch_apart") if parted == "apart" else (-2.0, "branch_part"))
    elsewhere = one.place != other.place
    if elsewhere and one.place and other.place:
        weights.append((-4.0, "place_other"))
    if one.form and other.form and one.form != other.form and not _may_be(one.form, other.form):
        weights.append((-1.2, "form_other"))
    if one.core == other.core:
        distinct = min(len(one.core), 6) / 6  # two characters say less than six
        bonus = 0.8 if one.form == other.form and one.form in _COMPANIES else 0.0  # a company's name is registered once
        weights.append((2.2 + 1.8 * distinct + bonus - (1.0 if elsewhere else 0), "name_same"))
        return 0.95 if elsewhere else 1.0
    alike = likeness(one.core, other.core)
    if one.trade and one.trade == other.trade:  # what both share with many counts for half
        alike = (alike + likeness(one.head, other.head)) / 2
    short, long = sorted((one.core, other.core), key=len)
    if len(short) >= 2 and long.startswith(short):
        weights.append((2.0 + 0.3 * min(len(short), 5), "name_holds"))
        return max(alike, 0.8)
    if alike >= ALIKE:
        few = 1.0 if min(len(one.core), len(other.core)) <= 3 else 0.0
        weights.append((1.0 + 10 * (alike - ALIKE) - few, "name_alike"))
    elif alike >= 0.5:
        weights.append((0.2, "name_alike"))
    else:
        weights.append((-2.5, "name_other"))
    return alike


def _may_be(one: str, other: str) -> bool:
    """「公司」 alone may be any of them."""
    return "company" in (one, other) and _COMPANIES.issuperset((one, other))


def _of_tax_ids(one: Card, other: Card, weights: list[tuple[float, str]]) -> str:
    if not one.tax_id or not other.tax_id:
        return ""
    if one.tax_id == other.tax_id:
        weights.append((6.0 if one.tax_id_checks else 4.5, "tax_id_same"))
        return "same"
    slip = DamerauLevenshtein.distance(one.tax_id, other.tax_id) == 1 and not (
        one.tax_id_checks and other.tax_id_checks
    )
    if not slip:
        weights.append((-5.0, "tax_id_other"))
    return "other"


def _of_phones(one: Card, other: Card, weights: list[tuple[float, str]]) -> bool:
    if one.email and one.email == other.email:
        weights.append((2.5, "email_same"))
    if not one.phones or not other.phones:
        return False
    same = not set(one.phones).isdisjoint(other.phones)
    if same:
        weights.append((4.0, "phone_same"))
    return same


def _of_addresses(one: Card, other: Card, weights: list[tuple[float, str]]) -> str:
    found = addresses.compare(one.address, other.address)
    weight = {"same": 3.5, "house": 1.0, "part": 3.0, "differs": -1.5}.get(found)
    if weight is not None:
        code = "other" if found == "differs" else found
        weights.append((weight, f"address_{code}"))
    return found


def _of_places(one: Card, other: Card, weights: list[tuple[float, str]]) -> float:
    """Metres between the two; 0 where one is not known."""
    if one.place is None or other.place is None:
        return 0.0
    metres = distance_m(*one.place, *other.place)
    if metres <= _NEAR_M:
        weights.append((2.0, "distance_near"))
    elif metres > _FAR_M:
        weights.append((-2.0 - min(metres / 5000, 2.0), "distance_far"))
    return metres
