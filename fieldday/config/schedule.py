"""Everything that runs by itself, on one page: a name, how often (seconds), and the duty it calls."""

from collections.abc import Callable
from datetime import datetime

from fieldday.trail.sealing import seal

Duty = Callable[..., int]

SCHEDULE: tuple[tuple[str, int, Duty], ...] = (
    # close what was done into the chain that shows any later change
    ("trail.seal", 60, seal),
)


def run_once(*, at: datetime) -> dict[str, int]:
    """Run every duty once; answers how much each did."""
    return {name: duty(at=at) for name, _seconds, duty in SCHEDULE}
