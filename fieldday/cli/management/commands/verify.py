"""`./run verify trail`: recompute the chain of everything that was ever done."""

from typing import Any

from fieldday.cli.base import Command as Base
from fieldday.trail.sealing import verify


class Command(Base):
    help = "Verify the trail's chain; exit 1 when a seal is broken, and name it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["trail"])

    def act(self, **options: Any) -> None:
        found = verify()
        self.answer(f"sealed: {found.sealed}\nunsealed: {found.unsealed}\nhead: {found.head}")
        if found.broken:
            self.answer("broken seals: " + ", ".join(map(str, found.broken)))
        if found.stray:
            self.answer(f"events that no seal covers: {found.stray}")
        if not found.ok:
            raise SystemExit(1)
