"""What the house's own tests read: the sources, parsed once."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "fieldday"
ROOMS = ("people", "customers", "trade", "visits", "market", "coaching", "outreach", "notices", "readings")
DOORS = ("web", "api", "sync", "cli")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files under some folders of the package, or of all of it; migrations apart."""
    roots = [PACKAGE / folder for folder in folders] or [PACKAGE]
    return tuple(sorted(path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    """A path as a person would say it."""
    return path.relative_to(REPOSITORY).as_posix()


def called(node: ast.AST) -> str:
    """The last name of what is called: `record` of `trail.record(…)`; "" for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def literal(node: ast.AST | None) -> str | None:
    """The text of a literal string, None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
