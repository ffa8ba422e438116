"""Ids of a year gone by, as the program would have given them then: in order of time, the same on every run."""

import random


class Ids:
    """Version 7 ids as 32 hex digits, for moments in seconds since 1970."""

    def __init__(self, roll: random.Random) -> None:
        self._bits = roll.getrandbits

    def __call__(self, moment: int) -> str:
        bits = self._bits(84)
        when, rest = moment * 1000 + bits % 1000, bits >> 10
        return f"{when:012x}7{bits >> 72:03x}{8 + (bits >> 70 & 3):x}{rest & (1 << 60) - 1:015x}"


def dashed(digits: str) -> str:
    """The id as it is usually written."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
