"""Telephone numbers as people write them: kept as typed, and in the one form in which they can be compared.

A number that does not check is kept and flagged, never refused: it may be a note, or right tomorrow.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata

import phonenumbers

from fieldday.rules.text import clean

CODES: tuple[str, ...] = ("customers.phone.wrong",)

_EXTENSION = re.compile(
    r" ?[(\[]?(?:分機|轉接|轉|内线|內線|ext(?:ension|n)?[.:]?|[*#x])[:.]? ?([0-9]{1,7})[)\]]?$", re.I
)
_USUAL = re.compile(r"0[2-9][0-9]{0,3}(?:[ -]?[0-9]{3,4}){1,2}")
_KINDS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan",
    "voicemail",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Phone:
    """A number: ``text`` as kept, ``e164`` ("+886223456789", "" when it does not check), ``extension`` ("" for none).

    ``national`` are the digits as dialled at home ("0223456789"), "" when it does not check.
    """

    text: str
    e164: str
    ok: bool
    extension: str
    national: str = ""


@functools.lru_cache(maxsize=1024)  # an import asks twice for each: to flag the number, and to make it found
def tidy_phone(text: str, region: str = "TW") -> Phone:
    """Read a number dialled from ``region`` (ISO 3166 code), with an extension written as 分機 12, 轉 12, #12, *12
    or ext. 12. Never raises; ``ok`` says whether it is a possible number that is in use. Two numbers in one
    field are none."""
    kept = clean(text)
    said = unicodedata.normalize("NFKC", kept)
    extension = ""
    if found := _EXTENSION.search(said):
        said, extension = said[: found.start()], found[1]
    if region == "TW" and _USUAL.fullmatch(said):
        return _usual(kept, digits(said), extension)
    try:
        number = phonenumbers.parse(said, region)
    except phonenumbers.NumberParseException:
        return Phone(kept, "", False, extension)
    if not phonenumbers.is_valid_number(number) or re.search(r"[^\d\s()+./\-]", said):
        return Phone(kept, "", False, extension)
    return Phone(
        text=kept,
        e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
        ok=True,
        extension=extension,
        national=digits(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)),
    )


def phone_texts(phone: Phone) -> tuple[str, ...]:
    """How people write a Taiwanese number that checks, with hyphens or spaces between its groups."""
    digit = phone.national
    if not phone.e164.startswith("+886") or len(digit) < 9:
        return ()
    code = 4 if digit.startswith("09") else 2
    groups = [digit[:code], digit[code:-3] if code == 4 else digit[code:-4], digit[-3:] if code == 4 else digit[-4:]]
    rest = (f"{groups[1]}-{groups[2]}", f"{groups[1]} {groups[2]}", groups[1] + groups[2])
    area, between = groups[0], ("", " ", "-")
    starts = [f"{area}{one}" for one in between] + [f"({area})", f"({area}) "]
    starts += [f"+886{one}{area[1:]}{other}" for one in between for other in between]
    return tuple(start + tail for start in starts for tail in rest)


def is_service(text: str) -> bool:
    """Whether this is a short number that a service has and no customer: 110, 165, 1922, 55688, *555."""
    said = digits(text)
    return 2 <= len(said) <= 6 and not said.startswith("0") and not re.search(r"[^\d\s*#()\-]", clean(text))


def _usual(kept: str, national: str, extension: str) -> Phone:
    """What most people write, 02-2345-6789 or 0912 345 678, read in a twentieth of the library's time: area code, then
    figures alone, checked against the library's own patterns."""
    if not _in_use().fullmatch(national[1:]):
        return Phone(kept, "", False, extension)
    return Phone(kept, f"+886{national[1:]}", True, extension, national)


@functools.lru_cache(maxsize=1)
def _in_use() -> re.Pattern[str]:
    """Taiwan's numbers without their 0, of any kind that the library knows."""
    known = phonenumbers.PhoneMetadata.metadata_for_region("TW")
    whole, *kinds = (_shape(getattr(known, name, None)) for name in ("general_desc", *_KINDS))
    return re.compile(f"(?={whole})(?:{'|'.join(filter(None, kinds))})")


def _shape(kind: phonenumbers.PhoneNumberDesc | None) -> str:
    """The numbers of one kind as a pattern, "" where there are none."""
    if kind is None or not kind.national_number_pattern:
        return ""
    lengths = "|".join(f".{{{length}}}" for length in kind.possible_length) or ".*"
    return f"(?=(?:{lengths})$)(?:{kind.national_number_pattern})$"


def digits(text: str) -> str:
    """Only the digits, half-width: what a search for a number compares."""
    if text.isascii():
        return "".join(filter(str.isdigit, text))
    return "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isascii() and ch.isdigit())
