"""Forms taken within one process, without a wire: what stands behind every line here."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from benchmarks.outbox.days import Day
from benchmarks.outbox.people import session_of
from benchmarks.outbox.phone import Item, Phone
from fieldday.kit import clock

FORMS = 12


class Inside:
    """A person's line to the application in this very process."""

    def __init__(self, person: int) -> None:
        self.client = Client(headers={"Host": "localhost"})
        self.client.cookies["sessionid"] = session_of(person)
        self.headers = {"Accept": "application/json", "X-Fieldday-Person": str(person)}

    def send(self, item: Item, fields: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        answer = self.client.post(item.address, fields, headers=self.headers)
        return answer.status_code, answer.json()


def take(people: list[tuple[int, list[str]]], product: int) -> Iterator[UUID]:
    """Each person's day, form by form; answers the key of each that was kept."""
    at = clock.now()
    begin = at - timedelta(hours=20)
    for seed, (person, accounts) in enumerate(people):
        day = Day(random.Random(seed), clock.local_day(begin), begin, [UUID(one) for one in accounts], product)
        phone, line = Phone(person, day.draw(FORMS)), Inside(person)
        while (item := next(phone.due(), None)) is not None:
            if phone.send(item, line, at) == "kept":
                yield item.key
            elif item.state == "waiting":
                raise RuntimeError(f"{item.address}: no answer")
