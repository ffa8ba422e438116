"""The company's own fields as filters of the customers' list: one input or two of each, with what the address says."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fieldday.customers.models import Field
from fieldday.customers.questions.listing import AccountFilter
from fieldday.customers.questions.own_fields import choice_name
from fieldday.readings.own_filter import EMPTY, FROM, TO
from fieldday.rules.segment_fields import OWN


@dataclass(frozen=True)
class OwnFilter:
    """A field to narrow by: a select of `options`, a text, or two figures or days, from and to."""

    name: str  # of the input, and of the parameter
    label: str
    type: str
    value: str
    lowest: str = ""
    highest: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def spans(self) -> bool:
        """Whether it asks for a lowest and a highest."""
        return self.type in ("number", "money", "date")


def own_filters(fields: Iterable[Field], wanted: AccountFilter) -> list[OwnFilter]:
    """The own fields in their order, with what the address says of each."""
    said = dict(wanted.own)
    found = []
    for row in fields:
        options: list[tuple[str, str]] = []
        if row.type == "yes_no":
            options = [("yes", _("yes")), ("no", _("no"))]
        elif row.type in ("choice", "choices"):
            kept = said.get(row.key)
            options = [
                (one["key"], choice_name(one)) for one in row.choices if not one.get("retired") or one["key"] == kept
            ]
        if options:
            options.append((EMPTY, _("not filled in")))
        found.append(
            OwnFilter(
                OWN + row.key,
                str(row),
                row.type,
                said.get(row.key, ""),
                said.get(row.key + FROM, ""),
                said.get(row.key + TO, ""),
                tuple(options),
            )
        )
    return found
