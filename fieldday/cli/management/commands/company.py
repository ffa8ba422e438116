"""`./run company`: show or change the company's name and currency."""

from typing import Any

from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.actions.company import change_company
from fieldday.people.questions.company import the_company


class Command(Base):
    help = "Show the company's settings; with options, change them first."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--name")
        parser.add_argument("--currency", help="three letters, e.g. TWD")

    def act(self, *, name: str | None, currency: str | None, **options: Any) -> None:
        changes = {key: value for key, value in (("name", name), ("currency", currency)) if value is not None}
        company = change_company(by=SYSTEM, at=clock.now(), **changes) if changes else the_company()
        self.answer(f"name: {company.name}\ncurrency: {company.currency}")
