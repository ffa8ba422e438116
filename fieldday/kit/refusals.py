"""A verb's one way to say no. Doors put the codes into words (`kit.words`)."""

from collections.abc import Iterable, Sequence
from typing import Any

from fieldday.rules.verdict import Reason, Verdict


class Refused(Exception):
    """Nothing was written. `code` names the refusal; `reasons` say why, each at the field it concerns.

    `missing` refusals are answered like a row that does not exist, so that a foreign id tells nothing. `insist` are the
    (field, value) pairs with which a person who has read the reasons may send the same form again.
    """

    def __init__(
        self,
        code: str,
        reasons: Iterable[Reason] = (),
        *,
        field: str = "",
        missing: bool = False,
        insist: Iterable[tuple[str, str]] = (),
        **params: Any,
    ) -> None:
        self.code = code
        self.reasons = tuple(reasons) or (Reason(code, params, field),)
        self.missing = missing
        self.insist = tuple(insist)
        super().__init__(code)


def require(verdict: Verdict) -> None:
    """Raise Refused with the verdict's reasons unless it is ok."""
    refuse_with(verdict.reasons)


def refuse_with(reasons: Sequence[Reason]) -> None:
    """Raise Refused when there are reasons; the first one names the refusal."""
    if reasons:
        raise Refused(reasons[0].code, reasons)
