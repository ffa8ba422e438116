"""Whose papers a person may sign today: as a superior, as a superior's deputy, or his own as the root."""

from dataclasses import dataclass
from typing import Any

from fieldday.people import sight
from fieldday.people.models import Person


@dataclass(frozen=True)
class Signer:
    """Ids of people. `direct` report to him, or to somebody he stands in for today; `line` are all below."""

    direct: frozenset[int]
    line: frozenset[int]
    behalf: dict[int, str]  # person → the principal's name, where only the deputy's right reaches

    def may_sign(self, person_id: int) -> bool:
        return person_id in self.line


def signer(reader: Any) -> Signer:
    """Whose papers `reader` may sign; never his own, unless he is the root. Read from his sight without a query, with
    one for a deputy, and kept as long as that sight."""
    seen = sight.of(reader)
    kept: tuple[sight.Sight, Signer] | None = reader.__dict__.get("_signer")
    if kept is None or kept[0] is not seen:
        kept = reader.__dict__["_signer"] = (seen, _signer(reader, seen))
    return kept[1]


def _signer(reader: Any, seen: sight.Sight) -> Signer:
    depth = seen.depth
    above: dict[int, set[int]] = {}
    direct = set()
    for superior, person in seen.pairs:
        if superior != person and person != reader.pk:
            above.setdefault(person, set()).add(superior)
            if depth[person] == depth[superior] + 1:
                direct.add(person)
    if depth.get(reader.pk) == 1:
        above[reader.pk] = {reader.pk}
        direct.add(reader.pk)
    principals = {person: min(over) for person, over in above.items() if reader.pk not in over}
    people = Person.objects.unscoped("the principals one stands in for").filter(pk__in=set(principals.values()))
    names = dict(people.values_list("pk", "name")) if principals else {}
    return Signer(
        direct=frozenset(direct),
        line=frozenset(above),
        behalf={person: names[principal] for person, principal in principals.items()},
    )
