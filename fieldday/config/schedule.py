"""Everything that runs by itself, on one page: a name, how often (seconds), and the duty it calls."""

from datetime import datetime
from functools import partial

from fieldday.customers.actions.address_books import clear_books
from fieldday.customers.actions.bulk_running import run_bulk_edits
from fieldday.customers.actions.duplicate_looking import look_for_duplicates, look_is_due
from fieldday.customers.actions.exporting import clear_exports, run_exports
from fieldday.customers.actions.hand_over_running import run_hand_overs
from fieldday.kit.duties import ByItself, Duty, Schedule
from fieldday.kit.idempotency import forget_forms
from fieldday.notices.actions.forgetting import forget_notices
from fieldday.notices.actions.mailing import send_mails
from fieldday.notices.actions.reminding import remind, tell_overdue
from fieldday.notices.actions.telling import tell_news
from fieldday.people.actions.import_running import run_imports
from fieldday.people.actions.session import clear_sessions
from fieldday.readings.accounts import accounts_of_query
from fieldday.trail.sealing import seal
from fieldday.visits.actions.file_retention import expire_files
from fieldday.visits.actions.location_expiry import expire_locations
from fieldday.visits.actions.retention import keep_retention
from fieldday.web.states import state_word

SCHEDULE: Schedule = (
    # close what was done into the chain that shows any later change
    ("trail.seal", 60, seal),
    # forget where phones were, as long ago as the company's settings say
    ("visits.locations", 3600, expire_locations),
    # erase the contacts of prospects with whom nothing happened for as long as the settings say
    ("visits.retention", 600, keep_retention),
    # delete attachments and visits' photos as old as the settings say
    ("visits.files", 600, expire_files),
    # remove sessions that ran out
    ("people.sessions", 3600, clear_sessions),
    # remove the keys of forms that came long ago
    ("kit.forms", 3600, forget_forms),
    # delete address books that nobody settled within the hour, and files whose day is over
    ("customers.address_books", 60, clear_books),
    ("customers.old_exports", 60, clear_exports),
    # tell people what was done that concerns them
    ("notices.news", 5, tell_news),
    # remind whoever has not sent his plan or report, shortly before it is due
    ("notices.reminders", 60, remind),
    # tell superiors once a working day what is past its deadline
    ("notices.overdue", 60, tell_overdue),
    # forget notices as old as the company's settings say
    ("notices.old", 3600, forget_notices),
)

# What may take minutes, in a thread of its own.
LONG: Schedule = (
    # hand customers over to their new owners from the day on
    ("customers.hand_overs", 5, run_hand_overs),
    # check, run and take back the files that the office brought
    ("people.imports", 1, run_imports),
    # look through all customers for duplicates: when somebody asks, else by the hour when customers changed. A hundred
    # thousand take a minute of a core and hundreds of megabytes: not of a process that answers pages
    ("customers.duplicates", 5, ByItself("customers.duplicates", look_for_duplicates, when=look_is_due)),
    # change many customers at once, and take it back, for those who asked
    ("customers.bulk_edits", 1, run_bulk_edits),
    # make the files of customers that people asked for
    ("customers.exports", 1, partial(run_exports, found=accounts_of_query, words=state_word)),
)

# What waits for a machine that is not ours, in a thread of its own.
OUTSIDE: Schedule = (
    # send the notices that people want by e-mail, while a mail server is set up
    ("notices.mails", 10, send_mails),
)


def run_once(*, at: datetime) -> dict[str, int]:
    """Run every duty once, due or not, here; answers how much each did."""
    return {name: duty_of(name)(at=at) for name, _seconds, _duty in (*SCHEDULE, *LONG, *OUTSIDE)}


def duty_of(name: str) -> Duty:
    """The duty of this name, to be done by this process. Raises KeyError for none."""
    duty = {name: duty for name, _seconds, duty in (*SCHEDULE, *LONG, *OUTSIDE)}[name]
    return duty.duty if isinstance(duty, ByItself) else duty
