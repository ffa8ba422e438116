"""Rows of customers that may be somebody who is there already, in the base or further up in the same file."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from fieldday.customers.actions.import_own import stands
from fieldday.customers.models import Account, Contact
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.imports.twins import CREATE, FILL, SKIP, TwinPolicy
from fieldday.rules.dedupe import LEAST, Card, Found, card, judge

WHY = "imports know every customer"
MOST = 40  # under one key; a switchboard tells nobody apart
MOST_ROWS = 5000  # of the base for one transaction of a file
LATEST = 3000
SAID = ("name", "tax_id", "phone", "address", "city", "email", "latitude", "longitude")
EMPTY: tuple[Any, ...] = (None, "", {}, [])
FOLLOWS = {"tax_id": "tax_id_checks", "phone": "phone_checks"}  # what follows from a field is filled with it
NAMES = ("pk", "name_key", "phone_key", *SAID)


class Twins:
    """Finds them: `note` in the file's order, then `meet` for each transaction."""

    def __init__(self, policy: TwinPolicy, dry_run: bool) -> None:
        self.policy, self.dry_run = policy, dry_run
        self._rows: dict[int, list[int]] = defaultdict(list)  # hashes of keys: the numbers of earlier rows
        self._said: dict[int, tuple[Any, ...]] = {}  # what a card is read from, by row: a card is four times as large
        self._cards: dict[int, Card] = {}  # the latest
        self._numbers: dict[int, Hashable] = {}

    def note(self, draft: Draft) -> None:
        """Read a row, look for it further up in the file, and remember it."""
        if draft.errors:
            return
        given = draft.given
        self._said[draft.number] = tuple(map(given.get, SAID))
        self._numbers[draft.number] = draft.key
        read = self._card(draft.number)
        near = {row for key in _keys(read) if len(rows := self._rows.get(hash(key), ())) <= MOST for row in rows}
        draft.twin = _best(read, map(self._card, sorted(near)))
        for key in _keys(read):
            rows = self._rows[hash(key)]
            if len(rows) <= MOST:
                rows.append(draft.number)

    def _card(self, number: int) -> Card:
        found = self._cards.get(number)
        if found is None:
            if len(self._cards) >= LATEST:
                self._cards.clear()
            found = self._cards[number] = _card_of(number, *self._said[number])
        return found

    def leans(self, draft: Draft, chunk: list[Draft]) -> bool:
        """Whether what is to be done with a row needs an earlier one of this transaction to be written first."""
        if draft.twin is None:
            return False
        row, found = draft.twin
        return row >= chunk[0].number and self.policy.act(draft.number, certain=found.certain) not in (CREATE,)

    def meet(self, drafts: list[Draft]) -> None:
        """Settle what is done with each new row that may be somebody: `draft.row` is whom it meets."""
        base = self._base(drafts)
        wanted = {self._numbers[d.twin[0]] for d in drafts if d.twin is not None}
        rows = Account.objects.unscoped(WHY).filter(external_id__in=wanted - {None})
        written: dict[Any, Account] = {row.external_id: row for row in rows} if wanted else {}
        met: dict[Draft, Any] = {}
        for draft in drafts:
            draft.told = None
            mine = self._card(draft.number)
            there = _best(mine, base(mine))
            twin = draft.twin
            if there is None and twin is None:
                continue
            above = written.get(self._numbers[twin[0]]) if twin is not None else None
            of_file = above is not None and there is not None and there[0] == above.pk  # the row above made it
            if there is not None and not of_file and (twin is None or there[1].score >= twin[1].score):
                self._settle(draft, there[1], account=there[0])
                if draft.act not in (CREATE, SKIP):
                    met[draft] = there[0]
            elif twin is not None:
                self._settle(draft, twin[1], row=twin[0], account=above.pk if above else None)
                if above is not None and draft.act not in (CREATE, SKIP):
                    met[draft] = above.pk
                elif above is None and not self.dry_run:  # the row further up was rejected
                    draft.act = CREATE
        self._take_rows(met)

    def _take_rows(self, met: dict[Draft, Any]) -> None:
        """Lock whom rows meet; two rows that meet one customer change it one after the other."""
        rows = Account.objects.unscoped(WHY).select_for_update(of=("self",), no_key=True)
        found = {row.pk: row for row in rows.filter(pk__in=set(met.values())).order_by("pk")}
        for draft, pk in met.items():
            draft.row = found.get(pk)
            if draft.row is None:  # taken back, or merged, since we looked
                draft.act = CREATE

    def _settle(self, draft: Draft, found: Found, *, account: Any = None, row: int = 0) -> None:
        draft.act = self.policy.act(draft.number, certain=found.certain)
        draft.told = {
            "account": str(account) if account else "",
            "twin_row": row,
            "certain": found.certain,
            "score": round(found.score * 100),
            "why": list(found.reasons),
            "act": draft.act,
            "row_name": str(draft.given.get("name", ""))[:80],
        }

    def _base(self, drafts: list[Draft]) -> Any:
        """What asks the base: the cards of customers that share a key with one of these rows; one query."""
        cards = [self._card(draft.number) for draft in drafts]
        names = {one.name.key for one in cards if one.name.key}
        phones = {phone for one in cards for phone in one.phones}
        taxes = {one.tax_id for one in cards if one.tax_id}
        rows = Account.objects.unscoped(WHY)
        by_key: dict[str, list[Card]] = defaultdict(list)
        for column, mark, values in (("name_key", "n", names), ("phone_key", "p", phones), ("tax_id", "t", taxes)):
            if values:
                found = rows.filter(**{f"{column}__in": values}).order_by("created_at", "pk")
                for row in found.values(*NAMES)[:MOST_ROWS]:
                    by_key[mark + row[column]].append(_card_of(*(row[name] for name in ("pk", *SAID))))

        def near(mine: Card) -> Iterator[Card]:
            keys = [f"n{mine.name.key}", *(f"p{phone}" for phone in mine.phones), f"t{mine.tax_id}"]
            for key in keys:
                yield from by_key.get(key, ())[:MOST]

        return near


def leave_alone(draft: Draft, contact: Contact | None, people: Mapping[str, str]) -> None:
    """A number that stands is never another's; to fill is to leave alone whatever stands. `people` names the contact's
    columns by field."""
    there = {"external_id"} if draft.row.external_id else set()
    if draft.act == FILL:
        names = draft.values.keys() - people.keys() - set(FOLLOWS.values())
        there |= {name for name in names if stands(draft.row, name) not in EMPTY}
        there |= {name for name, column in people.items() if contact is not None and getattr(contact, column)}
        there |= {FOLLOWS[name] for name in there & FOLLOWS.keys()}
    draft.left = frozenset(there)
    draft.values = {name: value for name, value in draft.values.items() if name not in there}


def _best(mine: Card, others: Iterable[Card]) -> tuple[Any, Found] | None:
    best: tuple[Any, Found] | None = None
    for other in others:
        found = judge(other, mine)
        if found.score >= LEAST and (best is None or (found.certain, found.score) > (best[1].certain, best[1].score)):
            best = other.id, found
    return best


def _card_of(
    id: Any, name: str | None, tax_id: str | None, phone: str | None, address: str | None, city: str | None,
    email: str | None, latitude: Any, longitude: Any,
) -> Card:  # fmt: skip
    return card(
        id,
        name=name or "",
        tax_id=tax_id or "",
        phones=(phone or "",),
        address=address or "",
        city=city or "",
        email=email or "",
        place=None if latitude is None or longitude is None else (float(latitude), float(longitude)),
    )


def _keys(one: Card) -> Iterator[str]:
    if one.name.key:
        yield f"n{one.name.key}"
    yield from (f"p{phone}" for phone in one.phones)
    if one.tax_id:
        yield f"t{one.tax_id}"
