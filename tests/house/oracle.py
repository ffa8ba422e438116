"""Who may see what, once more and by brute force, from the words of the house alone: no query, no closure table."""

from dataclasses import dataclass, field
from typing import Any

OFFICE = {"assistant", "administrator", "auditor"}


@dataclass
class Somebody:
    """A person of the oracle; `key` is his primary key, `superior` that of his superior."""

    key: int
    superior: int | None
    given: str = ""
    role: str = ""
    principals: set[int] = field(default_factory=set)  # for whom he stands in today


@dataclass
class Oracle:
    """The people, and what they may see."""

    people: dict[int, Somebody]

    def settle_roles(self) -> None:
        for one in self.people.values():
            leads = any(other.superior == one.key for other in self.people.values())
            derived = ("director" if one.superior is None else "supervisor") if leads else "rep"
            one.role = one.given or derived

    def stands_under(self, key: int, superior: int) -> bool:
        """Whether `superior` is the person or somebody above, walking up step by step."""
        at: int | None = key
        while at is not None:
            if at == superior:
                return True
            at = self.people[at].superior
        return False

    def in_line(self, reader: int, key: int | None) -> bool:
        if key is None:
            return False
        return any(self.stands_under(key, eye) for eye in {reader, *self.people[reader].principals})

    def sees_person(self, reader: int, key: int) -> bool:
        return self.people[reader].role in OFFICE or self.in_line(reader, key)

    def sees_account(self, reader: int, owner: int | None) -> bool:
        role = self.people[reader].role
        return role in OFFICE or self.in_line(reader, owner) or (owner is None and role == "director")

    def sees_fact(self, reader: int, owner: int | None, doer: int | None) -> bool:
        """Orders and payments: with the customer, or as the doer and his line."""
        return self.sees_account(reader, owner) or self.in_line(reader, doer)

    def sees_visit(self, reader: int, owner: int | None, doer: int | None, companions: set[int]) -> bool:
        """A visit and what is of it: also with those who came along, who are credited with it too."""
        return self.sees_fact(reader, owner, doer) or any(self.in_line(reader, one) for one in companions)

    def sees_paper(self, reader: int, writer: int, signers: set[int]) -> bool:
        """Plans and reports: the line, the auditor, and who signed."""
        return self.people[reader].role == "auditor" or self.in_line(reader, writer) or reader in signers


def expected(rows: list[tuple[Any, Any]], sees: Any) -> set[Any]:
    """The keys of the rows (key, facts) that the oracle lets through."""
    return {key for key, facts in rows if sees(*facts)}
