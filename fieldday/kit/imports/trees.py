"""Rows that stand below one another: which of them fit into the tree that is there, and who is written first."""

from collections.abc import Callable, Hashable, Mapping

from fieldday.kit.imports.drafts import Draft
from fieldday.rules.tree import find_cycle

Parents = Mapping[Hashable, Hashable | None]


def fit(
    drafts: list[Draft],
    *,
    field: str,
    parent: Callable[[Draft], Hashable | None],
    known: Callable[[Hashable], bool],
    graph: Callable[[Mapping[Hashable, Draft]], Parents],
    unknown: str,
    ring: str,
    rejected_above: str = "",
) -> list[Draft]:
    """Fail, at `field`, the rows whose parent is neither `known` nor a good row, and every row of a ring.

    `graph` answers everybody's parent once the given good rows are in; `unknown` and `ring` are the codes to fail with.
    `rejected_above`, where given, is the one for a row whose parent stands in the file, but in a row that was rejected.
    Answers all drafts, parents before children.
    """
    good = {draft.key: draft for draft in drafts if draft.key is not None and not draft.errors}
    numbers = {draft.key: draft.number for draft in reversed(drafts) if draft.key is not None}
    while True:
        lost = [d for d in good.values() if (above := parent(d)) is not None and above not in good and not known(above)]
        circle = () if lost else find_cycle(graph(good)) or ()
        for draft in lost:
            above = parent(draft)
            if rejected_above and above in numbers:
                draft.fail(field, rejected_above, name=above, row=numbers[above])
            else:
                draft.fail(field, unknown, name=above)
        rejected = lost + [good[key] for key in circle if key in good]
        for draft in rejected:
            if draft not in lost:
                draft.fail(field, ring, ring=" → ".join(map(str, [*circle, circle[0]])))
            del good[draft.key]
        if not rejected:
            return _parents_first(drafts, good, parent)


def _parents_first(
    drafts: list[Draft], good: Mapping[Hashable, Draft], parent: Callable[[Draft], Hashable | None]
) -> list[Draft]:
    depths: dict[Hashable, int] = {}
    for start in good:
        path = []
        node: Hashable | None = start
        while node is not None and node in good and node not in depths:
            path.append(node)
            node = parent(good[node])
        depth = depths.get(node, 0) if node is not None else 0
        for step, key in enumerate(reversed(path), start=1):
            depths[key] = depth + step
    return sorted(drafts, key=lambda draft: depths.get(draft.key, 0) if not draft.errors else 0)
