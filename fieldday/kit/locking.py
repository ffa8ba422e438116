"""A row is locked before a verb decides on it."""

from typing import Any

from fieldday.kit.refusals import Refused


def locked(model: Any, pk: Any) -> Any:
    """The row of a noun that everybody may see, locked. Raises Refused, missing when there is none."""
    row = model.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused("people.not_found", missing=True)
    return row
