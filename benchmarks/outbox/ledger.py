"""What the server has of a phone's forms, beside what it said that it kept: lost, doubled, stuck."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.outbox.phone import Phone
from fieldday.kit.models import PostedForm
from fieldday.trade.models import Order
from fieldday.trail.models import Event
from fieldday.visits.models import Expense, Visit

WHY = "the ledger counts everything"
NAMED = {"visits.visit.arrived", "visits.visit.contacted", "visits.visit.recorded", "customers.account.opened"}
NAMED |= {"visits.expense.added", "visits.expense.changed"}
BY_VERB = {"visits.attendance.started", "visits.attendance.ended", "visits.report.saved"}


@dataclass
class Found:
    """Forms sent and kept; sentences on what is wrong with them."""

    kept: int = 0
    held: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.stuck]

    def add(self, other: "Found") -> None:
        self.kept, self.held = self.kept + other.kept, self.held + other.held
        self.lost += other.lost
        self.doubled += other.doubled
        self.stuck += other.stuck


def compare(phone: Phone) -> Found:
    """One phone's forms with the person's keys, events and rows."""
    kept = [item for item in phone.items if item.state == "kept"]
    found = Found(len(kept), sum(item.state == "held" for item in phone.items))
    found.stuck += [f"{item.address} waits" for item in phone.due()]
    held = [item for item in phone.items if item.state == "held" and not item.spoilt]
    found.stuck += [f"{item.address} is held: {item.answer}" for item in held]
    _against(found, "key", Counter(item.key for item in kept), Counter(_keys(phone.person)))
    wanted = Counter(leaf for item in kept for leaf in item.leaves)
    _against(found, "event", wanted, _events(phone.person))
    _against(found, "order", Counter({"": sum(item.orders for item in kept)}), Counter({"": _orders(phone.person)}))
    visits = Counter(leaf[1] for item in kept for leaf in item.leaves if leaf[0] in {ARRIVED, CONTACTED})
    _against(found, "visit", visits, Counter(str(pk) for pk in _visits(phone.person)))
    _versions(found, phone, wanted)
    return found


ARRIVED, CONTACTED = "visits.visit.arrived", "visits.visit.contacted"


def _against(found: Found, what: str, wanted: Counter, there: Counter) -> None:  # type: ignore[type-arg]
    found.lost += [f"{what} {one}: {count} of {wanted[one]} missing" for one, count in (wanted - there).items()]
    found.doubled += [f"{what} {one}: {count} too many" for one, count in (there - wanted).items()]


def _versions(found: Found, phone: Phone, wanted: Counter) -> None:  # type: ignore[type-arg]
    """A visit's and an expense's version counts the forms that were written upon it."""
    rows: Iterable[tuple[object, int]] = (
        Visit.objects.unscoped(WHY).filter(person_id=phone.person).values_list("pk", "version")
    )
    _count(found, "visit", rows, wanted, "visits.visit.recorded")
    rows = Expense.objects.unscoped(WHY).filter(person_id=phone.person).values_list("pk", "version")
    _count(found, "expense", rows, wanted, "visits.expense.changed")


def _count(found: Found, what: str, rows: Iterable[tuple[object, int]], wanted: Counter, verb: str) -> None:  # type: ignore[type-arg]
    for pk, version in rows:
        told = 1 + wanted[verb, str(pk)]
        if version != told:
            (found.lost if version < told else found.doubled).append(f"{what} {pk}: version {version}, not {told}")


def _keys(person: int) -> Iterable[object]:
    return PostedForm.objects.filter(person_id=person).values_list("key", flat=True)


def _events(person: int) -> Counter:  # type: ignore[type-arg]
    rows = Event.objects.filter(by_id=person, verb__in=NAMED | BY_VERB).values_list("verb", "noun_id")
    return Counter((verb, "" if verb in BY_VERB else noun) for verb, noun in rows)


def _orders(person: int) -> int:
    return int(Order.objects.unscoped(WHY).filter(person_id=person).count())


def _visits(person: int) -> Iterable[object]:
    return Visit.objects.unscoped(WHY).filter(person_id=person).values_list("pk", flat=True)
