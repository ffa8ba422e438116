"""The office's lists as the office keeps them: every entry with its names and how often it was used."""

from dataclasses import dataclass

from fieldday.kit.uses import counts
from fieldday.visits.models import Code


@dataclass(frozen=True)
class KeptCode:
    """An entry, its uses by rows of any room, and whether it stands first or last of those in use."""

    row: Code
    uses: int
    first: bool
    last: bool


def codes_kept(kind: str) -> tuple[tuple[KeptCode, ...], tuple[KeptCode, ...]]:
    """The entries of a list in their order: those in use, those out of use. One query for each noun that uses codes."""
    rows = list(Code.objects.filter(kind=kind).order_by("position", "pk"))
    uses = counts(Code, [row.pk for row in rows])
    used = [row for row in rows if not row.retired]
    offered = tuple(
        KeptCode(row, uses.get(row.pk, 0), place == 0, place == len(used) - 1) for place, row in enumerate(used)
    )
    return offered, tuple(KeptCode(row, uses.get(row.pk, 0), True, True) for row in rows if row.retired)


def code_kept(pk: int) -> KeptCode | None:
    """One entry."""
    row = Code.objects.filter(pk=pk).first()
    return KeptCode(row, counts(Code, [pk]).get(pk, 0), False, False) if row else None
