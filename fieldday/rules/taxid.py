"""The check digit of a Taiwanese company's tax id, 統一編號.

Source: Ministry of Finance, 統一編號檢查碼邏輯: digits times 1,2,1,2,1,2,4,1, the digits of the products summed.
Since April 2023 a sum that 5 divides is enough; before, it had to be 10, so that older ids pass as well. A 7 in the
seventh place makes 28, whose digits sum to 10, whose digits again are 1 and 0: either may be counted.
"""

from __future__ import annotations

import functools
import re
import unicodedata

CODES: tuple[str, ...] = ("customers.tax_id.wrong",)

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_DIVISOR = 5
_CALLED = re.compile(r"^(?:統一編號|統編)[:.]?(?=[0-9])")


def tidy(tax_id: str) -> str:
    """The id as it is kept and compared: half-width, without blanks, hyphens and 統編: before it; else as typed."""
    if tax_id.isascii() and tax_id.isdigit():
        return tax_id
    said = unicodedata.normalize("NFKC", tax_id)
    return _CALLED.sub("", "".join(ch for ch in said if not ch.isspace() and ch not in "-\u200b\ufeff"))


@functools.lru_cache(maxsize=1024)  # an import asks twice for each
def check(tax_id: str) -> bool:
    """Whether this is a possible 統一編號: eight digits, by the old rule or by that of 2023."""
    digits = tidy(tax_id)
    if len(digits) != len(_WEIGHTS) or not digits.isascii() or not digits.isdigit() or not int(digits):
        return False
    products = [int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)]
    total = sum(sum(divmod(product, 10)) for product in products)
    return total % _DIVISOR == 0 or (digits[6] == "7" and (total + 1) % _DIVISOR == 0)
