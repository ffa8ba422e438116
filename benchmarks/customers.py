"""A hundred thousand customers: their rows, what they are found by, their contacts and owners, their first event."""

import random
from datetime import date, datetime
from typing import Any
from uuid import UUID

from benchmarks.company import CITIES, ROADS, Company, Customer, dice, districts, person_name, shop_name, tax_number
from benchmarks.events import Trail
from benchmarks.ids import Ids
from benchmarks.sheets import write
from fieldday.customers.actions.searching import search_texts
from fieldday.customers.models import Account, AccountSearch, Contact, Ownership
from fieldday.kit.search import search_values

NAMES = (
    "id", "external_id", "name", "kind", "status", "tax_id", "tax_id_checks", "phone", "address", "city", "area_id",
    "latitude", "longitude", "owner_id", "credit_limit", "source", "created_at",
)  # fmt: skip
TABLES = (Account, AccountSearch, Contact, Ownership)
AT_ONCE = 20_000


class Customers:
    """Draws the customers and hands them to their owners: `of[n]` are those of the rep with the place `n`."""

    def __init__(self, company: Company, trail: Trail, opened: datetime) -> None:
        self.company, self.trail, self.opened = company, trail, opened
        self.of: list[list[Customer]] = [[] for _ in company.reps]
        self._ids = Ids(dice("customer ids"))
        self._places = districts()
        self._moment = int(opened.timestamp())
        self._at = opened.strftime("%Y-%m-%d %H:%M:%S")

    def write(self, count: int, day: date) -> None:
        """Draw `count` customers, imported on `day`."""
        for first in range(0, count, AT_ONCE):
            rows = [self._one(n, day) for n in range(first, min(first + AT_ONCE, count))]
            write(Account, NAMES, [row[0] for row in rows])
            write(AccountSearch, ("account_id", "plain", "grams"), [row[1] for row in rows])
            write(Contact, ("id", "account_id", "name", "title"), [row[2] for row in rows])
            write(Ownership, ("account_id", "owner_id", "since"), [row[3] for row in rows])
            self.trail.save()

    def _one(self, n: int, day: date) -> tuple[tuple[Any, ...], ...]:
        roll = dice("customer", n)
        owner_no = n % len(self.company.reps)
        # three districts a rep, neighbours of one another
        place, city_no = self._places[(owner_no * 3 // 2 + n // len(self.company.reps) % 3) % len(self._places)]
        city, area = CITIES[city_no], self.company.areas[place]
        owner = None if n % 500 == 499 else self.company.reps[owner_no].pk
        pk = self._ids(self._moment + n // 2000)
        values = self._values(roll, n, city, place)
        customer = Customer(UUID(pk), values["external_id"], values["name"], area, _spot(roll, city))
        if owner:
            self.of[owner_no].append(customer)
        texts = search_texts(Account(**values))
        found = search_values(*texts)
        kind = "dealer" if values["name"].endswith(("商行", "企業社")) else "shop"
        status = roll.choices(("active", "dormant", "prospect", "lost"), (80, 10, 8, 2))[0]
        self.trail.add(
            "customers.account.imported", "customers.account", pk, self._at, None, pk, day.isoformat(),
            created=True, changed={"name": values["name"], "owner_id": owner, "area_id": area.pk},
        )  # fmt: skip
        account = (
            pk, values["external_id"], values["name"], kind, status, values["tax_id"], 1, values["phone"],
            values["address"], values["city"], area.pk, *customer.place, owner,
            roll.choice((30_000, 50_000, 80_000, 150_000)) * 100, roll.choice(("展覽", "介紹", "陌生開發")), self._at,
        )  # fmt: skip
        contact = (self._ids(self._moment), pk, person_name(roll), roll.choice(("老闆", "老闆娘", "店長", "採購")))
        return account, (pk, found["plain"], found["grams"]), contact, (pk, owner, day.isoformat())

    def _values(self, roll: random.Random, n: int, city: tuple[Any, ...], place: str) -> dict[str, str]:
        return {
            "external_id": f"C{n + 1:06}",
            "name": shop_name(roll),
            "tax_id": tax_number(roll) if roll.random() < 0.7 else "",
            "phone": f"{city[3]}{roll.randint(100, 999)}-{roll.randint(1000, 9999)}",
            "address": f"{place.removeprefix(city[0])}區{roll.choice(ROADS)} {roll.randint(2, 480)} 號",
            "city": city[0],
        }


def _spot(roll: random.Random, city: tuple[Any, ...]) -> tuple[int, int]:
    return int((city[1] + roll.gauss(0, 0.02)) * 10**7), int((city[2] + roll.gauss(0, 0.02)) * 10**7)
