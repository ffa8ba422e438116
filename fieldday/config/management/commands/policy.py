"""`./run policy`: who may do what, all rooms in one table."""

from typing import Any

from fieldday.cli.base import Command as Base
from fieldday.config.policies import policies
from fieldday.kit.policy import ROLES


class Command(Base):
    help = "Print verb × role for every room."

    def act(self, **options: Any) -> None:
        self.answer(f"{'verb':34}" + "".join(f"{role:15}" for role in ROLES).rstrip())
        for policy in policies():
            for verb, row in policy.rows.items():
                self.answer(f"{verb:34}" + "".join(f"{row[role]:15}" for role in ROLES).rstrip())
