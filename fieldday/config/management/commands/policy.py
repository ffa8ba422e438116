"""`./run policy`: who may do what, all rooms in one table."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from fieldday.cli.base import Plain
from fieldday.config.policies import policies
from fieldday.kit.policy import ROLES, Scope
from fieldday.kit.words import say

HEAD = """\
# Who may do what

Made by `./run policy --markdown > docs/policy.md` from each room's `policy.py`; a test compares.

| scope | meaning |
| --- | --- |
| own | one's own papers and days |
| line | papers of those below in the line, never one's own (the root's own excepted, and marked) |
| sight | any row one can see |
| all | the company's |
| - | nobody |

"""


class Command(Plain):
    help = "Print verb × role for every room; with --markdown, as docs/policy.md has it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--markdown", action="store_true")

    def handle(self, *, markdown: bool, **options: Any) -> None:
        with translation.override("en"):
            for line in _markdown() if markdown else _plain():
                self.stdout.write(line)


def _plain() -> Iterator[str]:
    yield f"{'verb':34}" + "".join(f"{role:15}" for role in ROLES).rstrip()
    for policy in policies():
        for verb, row in policy.rows.items():
            yield f"{verb:34}" + "".join(f"{row[role]:15}" for role in ROLES).rstrip()


def _markdown() -> Iterator[str]:
    yield HEAD
    yield "| verb | said as | " + " | ".join(ROLES) + " |"
    yield "| --- " * (len(ROLES) + 2) + "|"
    for policy in policies():
        for verb, row in policy.rows.items():
            cells = (f"**{row[role]}**" if row[role] is not Scope.NOBODY else "-" for role in ROLES)
            yield f"| `{verb}` | {say(verb)} | " + " | ".join(cells) + " |"
