"""Every room's policy table, for those who show or test them all."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from fieldday.kit.policy import Policy

ROOMS = ("people", "customers", "trade", "visits", "market", "coaching", "outreach", "notices", "readings")


def policies() -> Iterator[Policy]:
    """The tables in the order of the rooms."""
    for room in ROOMS:
        name = f"fieldday.{room}"
        if find_spec(name) and find_spec(f"{name}.policy"):
            yield import_module(f"{name}.policy").POLICY
