"""The table: each work, its goal, and whether it is met."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.extras import Fact
from benchmarks.measure import Cost

HEAD = "| work | CPU ms, application + database | wall, median / p95 | a second, 8 clients | queries | goal | | peers |"
# The same work by Creme CRM 2.8, Odoo 14 (JSON only, no screen) and DjangoCRM, on another machine of two cores.
PEERS = {
    "list": "316 · 69 · 269 ms",
    "deep": "207 · 105 · 342 ms",
    "search": "158 · 121 · 389 ms",
    "card": "291 · 27 · 146 ms",
    "visit": "57 · 17 · 42 ms",
    "people": "2,657 · 71 ms · none",
    "desk": "967 · 471 · 819 ms",
    "front": "967 · 471 · 819 ms",
    "import": "75 · 22 · 77 s",
    "memory": "443 · 467 · 268 MiB",
    "start": "3.6 · 2.5 · 2.4 s",
    "bytes": "918 · 827 · 114 KB",
}
BEGIN, END = "<!-- measured -->", "<!-- end -->"
MARKS = {True: "met", False: "**missed**", None: ""}


def lines(costs: Sequence[Cost], facts: Sequence[Fact], skipped: Sequence[str]) -> list[str]:
    """The table as Markdown."""
    out = [HEAD, "| --- " * 8 + "|"]
    out += [_line(cost) for cost in costs]
    out += ["", "| measured once | | goal | | peers |", "| --- " * 5 + "|"]
    firsts = {fact.name: fact for fact in reversed(facts)}
    for fact in facts:
        peers = PEERS.get(fact.name, "") if firsts[fact.name] is fact else ""
        out.append(f"| {fact.says} | {fact.value} | {fact.goal} | {MARKS[fact.met]} | {peers} |")
    out += [f"\nSkipped: {text}" for text in skipped]
    loud = max((cost.loud for cost in costs), default=0.0)
    return [*out, "", f"Others kept up to {loud:.2f} of a core busy meanwhile.", "", *missed(costs, facts)]


def missed(costs: Sequence[Cost], facts: Sequence[Fact]) -> list[str]:
    """The goals that were not met, each with what was measured; a line that says so when all were."""
    out = [f"- {cost.work.says}: {short}" for cost in costs if (short := ", ".join(_short(cost)))]
    out += [f"- {fact.says}: {fact.value} ({fact.goal})" for fact in facts if fact.met is False]
    return ["Goals not met:", *out] if out else ["Every goal is met."]


def _short(cost: Cost) -> list[str]:
    goal, short = cost.work.goal, []
    if goal.cpu_ms is not None and cost.cpu_ms > goal.cpu_ms:
        short.append(f"{cost.cpu_ms:.1f} ms (≤ {goal.cpu_ms:g})")
    if goal.per_second is not None and cost.per_second < goal.per_second:
        short.append(f"{cost.per_second:.0f} a second (≥ {goal.per_second:g})")
    if goal.queries is not None and (cost.queries or 0) > goal.queries:
        short.append(f"{cost.queries} queries (≤ {goal.queries})")
    return short


def met(cost: Cost) -> bool | None:
    """Whether every goal of the work is met; None when it has none."""
    return None if cost.work.goal.cpu_ms is None else not _short(cost)


def put(page: Path, text: Sequence[str]) -> None:
    """The table into a page that has a place for it."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{page} has no place for a table: {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n" + "\n".join(text) + f"\n{END}{after}", encoding="utf-8")


def keep(path: Path, costs: Sequence[Cost], facts: Sequence[Fact]) -> None:
    """The same figures for a program to read."""
    rows: list[dict[str, Any]] = [
        {
            "work": cost.work.name,
            "application_ms": cost.application_ms,
            "database_ms": cost.database_ms,
            "p50_ms": cost.p50_ms,
            "p95_ms": cost.p95_ms,
            "per_second": cost.per_second,
            "queries": cost.queries,
            "bytes": cost.bytes,
        }
        for cost in costs
    ]
    path.write_text(json.dumps({"works": rows, "facts": [vars(fact) for fact in facts]}, ensure_ascii=False, indent=1))


def _line(cost: Cost) -> str:
    goal = cost.work.goal
    wanted = [f"≤ {goal.cpu_ms:g} ms" if goal.cpu_ms else "", f"≥ {goal.per_second:g}/s" if goal.per_second else ""]
    wanted.append(f"≤ {goal.queries} queries" if goal.queries else "")
    cells = (
        cost.work.says,
        f"{cost.cpu_ms:.1f} ({cost.application_ms:.1f} + {cost.database_ms:.1f})",
        f"{cost.p50_ms:.1f} / {cost.p95_ms:.1f}",
        f"{cost.per_second:.0f}",
        str(cost.queries),
        ", ".join(filter(None, wanted)),
        MARKS[met(cost)],
        PEERS.get(cost.work.name, ""),
    )
    return "| " + " | ".join(cells) + " |"
