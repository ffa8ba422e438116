"""Everything that runs by itself, on one page: a name, how often (seconds), and the duty it calls."""

from datetime import datetime

from fieldday.kit.duties import Schedule
from fieldday.kit.idempotency import forget_forms
from fieldday.people.actions.import_running import run_imports
from fieldday.people.actions.session import clear_sessions
from fieldday.trail.sealing import seal
from fieldday.visits.actions.location_expiry import expire_locations

SCHEDULE: Schedule = (
    # close what was done into the chain that shows any later change
    ("trail.seal", 60, seal),
    # forget where phones were, as long ago as the company's settings say
    ("visits.locations", 3600, expire_locations),
    # remove sessions that ran out
    ("people.sessions", 3600, clear_sessions),
    # remove the keys of forms that came long ago
    ("kit.forms", 3600, forget_forms),
)

# What may take minutes, in a thread of its own.
LONG: Schedule = (
    # check, run and take back the files that the office brought
    ("people.imports", 1, run_imports),
)


def run_once(*, at: datetime) -> dict[str, int]:
    """Run every duty once, due or not; answers how much each did."""
    return {name: duty(at=at) for name, _seconds, duty in (*SCHEDULE, *LONG)}
