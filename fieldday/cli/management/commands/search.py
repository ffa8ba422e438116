"""`./run search`: write anew what customers are found by, for databases that lack it, or after a rule of it changed."""

from typing import Any

from fieldday.cli.base import Command as Base
from fieldday.customers.actions.search_rewriting import rewrite_search

STEP = 10_000


class Command(Base):
    help = "Write anew what customers are found by in search and duplicates. Harmless at any time; users go on working."

    def act(self, **options: Any) -> None:
        done = rewrite_search(progress=self._heard)
        self.answer(f"{done} customers can be found by name, number, address and contacts")

    def _heard(self, done: int) -> None:
        if done % STEP == 0:
            self.say(f"{done} customers")
