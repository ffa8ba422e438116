"""What a customer's form asks before it writes down somebody who seems to be there: look, or save all the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from fieldday.customers.merge_words import why_duplicate
from fieldday.customers.models import Account
from fieldday.customers.questions.similar import TELLING, Similar, similar
from fieldday.kit.refusals import Refused

FIELD = "similar"  # of the form: the customers that one has read of, with commas between


class Alike(Refused):
    """There are customers like it, and the form does not say that they were seen."""

    def __init__(self, found: tuple[Similar, ...]) -> None:
        self.found = found
        seen = [(FIELD, ids_of(found))]
        super().__init__("customers.account.similar", field="name", name=found[0].account.name, insist=seen)


def require_seen(reader: Any, row: Account, post: Any, before: Mapping[str, Any] | None = None) -> None:
    """Raise Alike when customers in sight seem to be `row` and the form names not all of them as seen. A customer whose
    name, tax id and phone stay as they were `before` is not asked about."""
    if before is not None and all(before[name] == getattr(row, name) for name in TELLING):
        return
    found = similar(reader, vars(row), besides=row.pk)
    if not {str(one.account.pk) for one in found} <= set(post.get(FIELD, "").split(",")):
        raise Alike(found)


def telling(row: Account) -> dict[str, Any]:
    """What a customer is told apart by, as it stands."""
    return {name: getattr(row, name) for name in TELLING}


def told(found: Iterable[Similar]) -> list[tuple[Account, str]]:
    """Each customer with what speaks for its being the same, in words."""
    return [(one.account, "、".join(map(why_duplicate, one.reasons))) for one in found]


def ids_of(found: Iterable[Similar]) -> str:
    """What the button that saves all the same says: the customers that were shown."""
    return ",".join(str(one.account.pk) for one in found)
