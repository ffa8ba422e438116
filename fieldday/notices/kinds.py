"""What people are told of: the kinds of notices, in the groups in which somebody chooses among them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind. `mails`: it goes out by e-mail too, as long as its person has not chosen for himself."""

    name: str
    mails: bool = False


MY_PAPERS = (
    Kind("plan_approved"),
    Kind("plan_returned", mails=True),
    Kind("report_signed"),
    Kind("report_returned", mails=True),
    Kind("plan_reminder", mails=True),
    Kind("report_reminder", mails=True),
)
PAPERS_OF_MY_PEOPLE = (
    Kind("report_answered"),
    Kind("countersign", mails=True),
    Kind("overdue", mails=True),
)
COMPANY = (
    Kind("deputy", mails=True),
    Kind("customers_moved"),
    Kind("people_moved"),
    Kind("import_finished"),
)
GROUPS: dict[str, tuple[Kind, ...]] = {
    "my_papers": MY_PAPERS,
    "papers_of_my_people": PAPERS_OF_MY_PEOPLE,
    "company": COMPANY,
}
KINDS: tuple[str, ...] = tuple(kind.name for kinds in GROUPS.values() for kind in kinds)
MAILED: tuple[str, ...] = tuple(kind.name for kinds in GROUPS.values() for kind in kinds if kind.mails)
