"""Doors ask questions and call verbs; they never name a manager, build a query or speak SQL."""

import ast

import pytest

from tests.house.source import DOORS, PACKAGE, called, name, python_files, tree

MANAGERS = {"objects", "_default_manager", "_base_manager", "_meta"}
QUERIES = {"django.db.models", "django.db.models.functions", "django.db.models.query", "django.contrib.postgres"}
CLOCKS = {"clock", "timezone", "datetime", "date"}
FAULTS = {"DatabaseError", "Error", "OperationalError"}  # to be told in words
FILES = [path for door in DOORS if (PACKAGE / door).exists() for path in python_files(door)]


def _imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            yield from ((alias.name, set()) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_door_names_no_manager_and_builds_no_query(path):
    found = [f"line {n.lineno}: .{n.attr}" for n in ast.walk(tree(path)) if isinstance(n, ast.Attribute)
             and n.attr in MANAGERS]  # fmt: skip
    found += [
        f"line {n.lineno}: {called(n)}()" for n in ast.walk(tree(path)) if called(n) in {"raw", "cursor", "extra"}
    ]
    for module, names in _imports(path):
        builds = module in QUERIES and names - {"QuerySet"}
        reaches = module.startswith("django.db.migrations") or (module == "django.db" and names - FAULTS)
        if builds or reaches:
            found.append(f"imports {sorted(names)} from {module}")
    assert not found, f"ask a question or call a verb instead: {found}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_doors_read_the_clock_and_a_door_reads_it_there(path):
    """`clock.now()` is what a test sets; `timezone.now()` and `datetime.now()` would pass it by."""
    found = [
        f"line {node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "localdate"}
        and getattr(node.func.value, "id", "") in {"timezone", "datetime", "date"}
    ]
    assert not found, f"use kit.clock: {found}"


def test_nobody_below_the_doors_reads_the_clock():
    """Time is passed in. Sight asks which day it is, for a deputy's days; Django asks for a session without a time."""
    allowed = {"fieldday/kit/clock.py", "fieldday/people/sight.py", "fieldday/people/sessions.py"}
    rooms = ("rules", "kit", "trail", "people", "customers", "trade", "visits", "readings")
    found = []
    for path in python_files(*rooms):
        for node in ast.walk(tree(path)):
            reads = isinstance(node, ast.Attribute) and node.attr in {"now", "today", "localdate", "utcnow"}
            if reads and getattr(node.value, "id", "") in CLOCKS and name(path) not in allowed:
                found.append(f"{name(path)}:{node.lineno}")
    assert not found, found
