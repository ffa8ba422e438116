"""Rows of customers that may be somebody who is there already, in the base or further up in the same file."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fieldday.customers.actions.import_own import stands
from fieldday.customers.models import Account, Contact
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.imports.twins import CREATE, FILL, SKIP, UPDATE, TwinPolicy
from fieldday.rules.company_names import read_name, simplify
from fieldday.rules.dedupe import LEAST, Card, Found, card, judge, phone_key
from fieldday.rules.text import fold

WHY = "imports know every customer"
MOST = 40  # under one key; a switchboard tells nobody apart
MOST_ROWS = 5000  # of the base for one transaction of a file
LATEST = 3000
SAID = ("name", "tax_id", "phone", "address", "city", "email", "latitude", "longitude")
EMPTY: tuple[Any, ...] = (None, "", {}, [])
FOLLOWS = {"tax_id": "tax_id_checks", "phone": "phone_checks"}  # what follows from a field is filled with it
SAME_NUMBER = "customers.duplicate.number_same"
COMPARED: Mapping[str, Callable[[str], Any]] = {
    "name": lambda text: read_name(text).key,
    "tax_id": fold,
    "phone": phone_key,
    "address": lambda text: re.sub(r"\W", "", simplify(text)),
    "email": fold,
}
NAMES = ("pk", "name_key", "phone_key", *SAID)


class Twins:
    """Finds them: `note` in the file's order, then `meet` for each transaction."""

    def __init__(self, policy: TwinPolicy, dry_run: bool) -> None:
        self.policy, self.dry_run = policy, dry_run
        self._rows: dict[int, list[int]] = defaultdict(list)  # hashes of keys: the numbers of earlier rows
        self._said: dict[int, tuple[Any, ...]] = {}  # what a card is read from, by row: a card is four times as large
        self._cards: dict[int, Card] = {}  # the latest
        self._numbers: dict[int, str] = {}
        self._became: dict[int, Any] = {}  # rows without a number that were written: the customer's id
        self._whole: dict[int, int] = {}  # rows without a number: a hash of all that they say
        self._stands: dict[Any, dict[str, Any]] = {}  # what the base says of the customers near this transaction's rows
        self._repeats: set[int] = set()  # those that an earlier row says word for word

    def note(self, draft: Draft) -> None:
        """Read a row, look for it further up in the file, and remember it."""
        if draft.errors:
            return
        given = draft.given
        self._said[draft.number] = tuple(map(given.get, SAID))
        if "external_id" in given:
            self._numbers[draft.number] = given["external_id"]
        else:
            self._whole[draft.number] = hash(repr(sorted(given.items())))
        read = self._card(draft.number)
        near = {row for key in _keys(read) if len(rows := self._rows.get(hash(key), ())) <= MOST for row in rows}
        same = next((row for row in sorted(near) if self._says_the_same(draft.number, row)), None)
        if same is not None:
            self._repeats.add(draft.number)
            draft.twin = _certain(read, self._card(same))
        else:
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
        return row >= chunk[0].number and self._act(draft.number, found) != CREATE

    def remember(self, drafts: Iterable[Draft]) -> None:
        """Whom the rows of a transaction became; a dry run leaves nobody."""
        if not self.dry_run:
            self._became |= {draft.number: draft.row.pk for draft in drafts if draft.row is not None}

    def _act(self, row: int, found: Found) -> str:
        if row in self._repeats and row not in self.policy.rows:
            return SKIP
        return self.policy.act(row, certain=found.certain)

    def _says_the_same(self, row: int, other: int) -> bool:
        """Whether two rows without numbers are one row written twice."""
        return row in self._whole and self._whole[row] == self._whole.get(other)

    def known(self, draft: Draft, row: Account) -> None:
        """Settle what is done with a row whose number is this customer's, and tell what it says otherwise."""
        draft.told = None
        if not self.policy.known:
            return
        act = self.policy.act_on_known(draft.number)
        differs = _differs(draft.given, {name: getattr(row, name) for name in COMPARED})
        if differs:
            self._tell(draft, account=row.pk, certain=True, score=100, why=[SAME_NUMBER], differs=differs)
        draft.act = act if differs or act != UPDATE else ""

    def meet(self, drafts: list[Draft]) -> None:
        """Settle what is done with each new row that may be somebody: `draft.row` is whom it meets."""
        base = self._base(drafts)
        above_of = self._written({draft.twin[0] for draft in drafts if draft.twin is not None})
        met: dict[Draft, Any] = {}
        for draft in drafts:
            draft.told = None
            mine = self._card(draft.number)
            there = self._there(draft, mine, base)
            twin = draft.twin
            if there is None and twin is None:
                continue
            above = above_of.get(twin[0]) if twin is not None else None
            of_file = above is not None and there is not None and there[0] == above  # the row above made it
            if there is not None and not of_file and (twin is None or there[1].score >= twin[1].score):
                self._settle(draft, there[1], account=there[0])
                if draft.act not in (CREATE, SKIP):
                    met[draft] = there[0]
            elif twin is not None:
                self._settle(draft, twin[1], row=twin[0], account=above)
                if above is not None and draft.act not in (CREATE, SKIP):
                    met[draft] = above
                elif above is None and not self.dry_run:  # the row further up was rejected
                    draft.act = CREATE
        self._take_rows(met)

    def _written(self, rows: set[int]) -> dict[int, Any]:
        """The customers that earlier rows of the file stand for, as far as they are written; at most one query."""
        numbered = {row: self._numbers[row] for row in rows & self._numbers.keys()}
        accounts = Account.objects.unscoped(WHY).filter(external_id__among=set(numbered.values()))
        known = dict(accounts.values_list("external_id", "pk")) if numbered else {}
        found = {row: known[number] for row, number in numbered.items() if number in known}
        return found | {row: self._became[row] for row in rows - numbered.keys() if row in self._became}

    def _there(self, draft: Draft, mine: Card, base: Any) -> tuple[Any, Found] | None:
        """Whom of the base a row may be. One without a number that says nothing new is certainly the one it repeats."""
        near = list(base(mine))
        if draft.number not in self._numbers:
            said = {name: draft.values[name] for name in SAID if name in draft.values}
            same = next((one for one, stands in near if said.items() <= stands.items()), None)
            if same is not None:
                return _certain(mine, same)
        return _best(mine, (one for one, _stands in near))

    def _take_rows(self, met: dict[Draft, Any]) -> None:
        """Lock whom rows meet; two rows that meet one customer change it one after the other."""
        rows = Account.objects.unscoped(WHY).select_for_update(of=("self",), no_key=True)
        found = {row.pk: row for row in rows.filter(pk__in=set(met.values())).order_by("pk")}
        for draft, pk in met.items():
            draft.row = found.get(pk)
            if draft.row is None:  # taken back, or merged, since we looked
                draft.act = CREATE

    def _settle(self, draft: Draft, found: Found, *, account: Any = None, row: int = 0) -> None:
        draft.act = self._act(draft.number, found)
        differs = _differs(draft.given, self._stands.get(account, {}))
        score, why = round(found.score * 100), list(found.reasons)
        self._tell(draft, account=account, twin_row=row, certain=found.certain, score=score, why=why, differs=differs)

    def _tell(self, draft: Draft, *, account: Any, twin_row: int = 0, **told: Any) -> None:
        draft.told = {
            "account": str(account) if account else "",
            "twin_row": twin_row,
            "act": draft.act,
            "row_name": str(draft.given.get("name", ""))[:80],
            **told,
        }

    def _base(self, drafts: list[Draft]) -> Any:
        """What asks the base: the cards of customers that share a key with one of these rows, each with what it is read
        from; a query a key."""
        cards = [self._card(draft.number) for draft in drafts]
        names = {one.name.key for one in cards if one.name.key}
        phones = {phone for one in cards for phone in one.phones}
        taxes = {one.tax_id for one in cards if one.tax_id}
        rows = Account.objects.unscoped(WHY)
        self._stands = {}
        by_key: dict[str, list[tuple[Card, dict[str, Any]]]] = defaultdict(list)
        for column, mark, values in (("name_key", "n", names), ("phone_key", "p", phones), ("tax_id", "t", taxes)):
            if values:
                keyed = rows.exclude(**{column: ""})  # as the index has it
                found = keyed.filter(**{f"{column}__among": values}).order_by("created_at", "pk")
                for row in found.values(*NAMES)[:MOST_ROWS]:
                    self._stands[row["pk"]] = row
                    by_key[mark + row[column]].append((_card_of(*(row[name] for name in ("pk", *SAID))), row))

        def near(mine: Card) -> Iterator[tuple[Card, dict[str, Any]]]:
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


def _differs(given: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a row and the customer whom it may be both say, and say otherwise: the field, what stands, what the row has.
    Spelling alone is no difference."""
    both = {name: (str(there.get(name) or ""), str(given.get(name) or "")[:250]) for name in COMPARED}
    return {
        name: [stands, said]
        for name, (stands, said) in both.items()
        if stands and said and stands != said and COMPARED[name](stands) != COMPARED[name](said)
    }


def _best(mine: Card, others: Iterable[Card]) -> tuple[Any, Found] | None:
    best: tuple[Any, Found] | None = None
    for other in others:
        found = judge(other, mine)
        if found.score >= LEAST and (best is None or (found.certain, found.score) > (best[1].certain, best[1].score)):
            best = other.id, found
    return best


def _certain(mine: Card, other: Card) -> tuple[Any, Found]:
    """That two are one, whatever little they say."""
    return other.id, replace(judge(other, mine), certain=True)


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
