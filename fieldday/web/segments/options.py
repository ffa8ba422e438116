"""What a condition of a segment can be chosen from, through the reader's eyes, and the names of what was chosen."""

from collections.abc import Callable, Iterable
from typing import Any

from fieldday.customers.models import Account, Field
from fieldday.customers.questions.groups import groups_seen
from fieldday.customers.questions.listing import account_options, areas_of, owners_of, words_of
from fieldday.customers.questions.own_fields import choice_name
from fieldday.people.questions.trees import team_parents
from fieldday.rules.parsing import as_number, as_uuid
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import Leaf
from fieldday.trade.questions.products import brands, categories, offered_products, products_by_id
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.places import places_of
from fieldday.web import states
from fieldday.web.segments.builder import Row
from fieldday.web.segments.words import ROLES, YES_NO

Options = list[tuple[str, str]]
OFFERED_TEXTS = frozenset({"city", "industry", "source"})


class Choices:
    """The options of fields for one reader; each list is asked for once."""

    def __init__(self, reader: Any, own: dict[str, Field]) -> None:
        self.reader = reader
        self.own = own
        self._found: dict[str, Options] = {}

    def of(self, field: str) -> Options:
        """(value, name) of all that the field can be chosen from; nothing for one that is searched for."""
        if field not in self._found:
            self._found[field] = self._ask(field)
        return self._found[field]

    def fill(self, row: Row) -> None:
        """Give a row its options, what was chosen among them."""
        if row.drawn == "flag":
            row.options = [(value, str(word)) for value, word in YES_NO]
        elif row.field in SEARCHED and row.drawn == "options":
            row.searched = True
            row.options = SEARCHED[row.field](self.reader, row.values, row.query)
        elif row.drawn == "options":
            row.options = self.of(row.field)
        elif row.field in OFFERED_TEXTS:
            row.offered = words_of(self.reader, row.field)

    def names(self, leaves: Iterable[Leaf]) -> dict[str, str]:
        """What the ids and codes of conditions stand for: {"field:value": name}; without those out of sight."""
        found: dict[str, str] = {}
        for leaf in leaves:
            value: Any = leaf.value[0] if leaf.kind in {"bought", "bought_id"} else leaf.value  # type: ignore[index]
            if leaf.kind not in {"word", "id", "uuid", "bought", "bought_id"} or value is None:
                continue
            chosen = [str(one) for one in value]
            options = SEARCHED[leaf.field](self.reader, chosen, "") if leaf.field in SEARCHED else self.of(leaf.field)
            found |= {f"{leaf.field}:{key}": name for key, name in options}
        return found

    def _ask(self, field: str) -> Options:
        if field.startswith(OWN):
            row = self.own.get(field.removeprefix(OWN))
            return [(one["key"], choice_name(one)) for one in row.choices] if row else []
        return ASKED[field](self.reader) if field in ASKED else []


def _states(kind: str, keys: Iterable[str]) -> Options:
    return [(key, str(states.state(kind, key).word)) for key in keys]


def _rows(rows: Iterable[Any]) -> Options:
    return [(str(row.pk), row.name) for row in rows]


def _products(reader: Any, chosen: list[str], query: str) -> Options:
    ids = [pk for one in chosen if (pk := as_number(one)) is not None]
    kept = products_by_id(ids) if ids else {}
    offers = [kept[pk] for pk in ids if pk in kept] + [one for one in offered_products(query) if one.id not in kept]
    return [(str(one.id), one.name) for one in offers]


def _accounts(reader: Any, chosen: list[str], query: str) -> Options:
    ids = [one for one in chosen if len(one) == 36]
    kept = [(str(pk), place.name) for pk, place in places_of(reader, map(as_uuid, ids)).items()] if ids else []
    found = account_options(reader, query) if query.strip() else []
    return kept + [(str(row.pk), row.name) for row in found if str(row.pk) not in ids]


SEARCHED: dict[str, Callable[[Any, list[str], str], Options]] = {
    "bought_product": _products,
    "dealer": _accounts,
    "parent": _accounts,
}
ASKED: dict[str, Callable[[Any], Options]] = {
    "kind": lambda reader: _states("kind", Account.KINDS),
    "status": lambda reader: _states("account", Account.STATUSES),
    "contact_role": lambda reader: [(key, str(word)) for key, word in ROLES.items()],
    "group": lambda reader: _rows(groups_seen(reader)),
    "owner": lambda reader: _rows(owners_of(reader)),
    "area": lambda reader: _rows(areas_of(reader)),
    "team": lambda reader: [(str(pk), name) for pk, name in team_parents()],
    "bought_brand": lambda reader: [(one, one) for one in brands()],
    "bought_category": lambda reader: [(one, one) for one in categories()],
    "last_result": lambda reader: list(the_codes().result.items()),
}
