"""What the one search box seeks, kind by kind: which rows a query finds in a reader's sight, and what is shown of them.

Customers have search rows of their own; contacts are sought among those that the customers' rows name, so that 林 蓮花
finds 林 at 蓮花. Orders are found by how their number begins, on its index. People, groups and segments are few, and
are read as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from fieldday.customers.models import Account, AccountSearch, Contact, Group, Segment
from fieldday.kit.search import found_words, holds_folded
from fieldday.people.models import Person
from fieldday.rules.finding import Sought, place_of
from fieldday.rules.text import plain
from fieldday.trade.models import Order
from fieldday.visits.models import DailyReport, Plan

MOST_WRITERS = 500
Known = dict[str, list[int]]  # what one kind has asked and another asks too
WHY_PEOPLE = "whose papers are sought: the papers are asked for in sight"


@dataclass(frozen=True)
class Hit:
    """One find: `pk` of its kind; `texts` stand below its name, the empty ones are left out. `leads` names another kind
    and id to open where the find has no page of its own."""

    kind: str
    pk: Any
    name: str
    texts: tuple[str, ...] = ()
    day: date | None = None
    status: str = ""
    place: int = 0  # how well it fits, the lower the better
    leads: tuple[str, Any] | None = None


Seeker = Callable[[Any, Sought, Known], "QuerySet[Any] | None"]


@dataclass(frozen=True)
class Kind:
    """A kind of find. `sought` answers its rows, None where the query cannot mean it; `columns` are read for
    `hit`; `order` is that of its own page, and of the box unless `ranked` by how well each fits."""

    name: str
    model: Any
    sought: Seeker
    columns: tuple[str, ...]
    hit: Callable[[dict[str, Any], Sought], Hit]
    order: Callable[[Sought], tuple[Any, ...]]
    ranked: bool = True


def _accounts(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
    rows = found_words(AccountSearch.objects.all(), sought.words)
    return Account.objects.visible_to(reader).filter(pk__in=rows.values("account_id"))


def _accounts_best_first(sought: Sought) -> tuple[Any, ...]:
    """As `place_of` has it, asked of the database: a customer's name is the first of its texts."""
    whole = "".join(sought.words)
    place = Case(
        When(name=sought.text, then=Value(0)),
        When(search__plain__startswith=whole, then=Value(1)),
        When(Q(*[holds_folded("name", word) for word in sought.words]), then=Value(2)),
        When(search__plain__contains=f"\n{whole}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return (place, "name", "pk")


def _account_hit(row: dict[str, Any], sought: Sought) -> Hit:
    where = row["area__name"] or row["city"]
    place = place_of(row["name"], row["search__plain"] or "", sought)
    status = "" if row["status"] == "active" else row["status"]
    texts = (row["external_id"] or "", where or "", row["owner__name"] or "")
    return Hit("account", row["pk"], row["name"], texts, status=status, place=place)


def _contacts(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
    at = found_words(AccountSearch.objects.all(), sought.words).values("account_id")
    own = Q()
    for word, raw in zip(sought.words, sought.raw, strict=True):
        said = Q(email__istartswith=raw) | Q(line_id__icontains=raw) | Q(holds_folded("name", word))
        if word.isdigit() and len(word) >= 3:
            said |= Q(phone_key__contains=word) | Q(mobile_key__contains=word)
        own |= said
    return Contact.objects.visible_to(reader).filter(own, account_id__in=at, retired=False)


def _contact_hit(row: dict[str, Any], sought: Sought) -> Hit:
    texts = plain(row["name"], row["mobile_key"], row["phone_key"], row["email"], row["line_id"])
    said = (row["title"], row["account__name"], row["mobile"] or row["phone"])
    return Hit("contact", row["pk"], row["name"], said, place=place_of(row["name"], texts, sought))


def _orders(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
    said = sought.text
    if len(sought.words) != 1 or " " in said or not any(sign.isdigit() for sign in said):
        return None
    begins = Q()
    for writing in {said, said.upper(), said.lower()}:
        begins |= Q(external_id__begins=writing)
    customer = Account.objects.visible_to(reader).filter(pk=OuterRef("account_id"))
    return Order.objects.visible_to(reader).filter(begins).annotate(open=Exists(customer))


def _order_hit(row: dict[str, Any], sought: Sought) -> Hit:
    texts = (row["account__name"], row["person__name"] or "")
    leads = ("account", row["account_id"]) if row["open"] else ("day-bookings", (row["person_id"], row["ordered_on"]))
    place = 0 if row["external_id"].casefold() == sought.text.casefold() else 1
    return Hit("order", row["pk"], row["external_id"], texts, day=row["ordered_on"], place=place, leads=leads)


def _people(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
    rows = Person.objects.visible_to(reader)
    for word, raw in zip(sought.words, sought.raw, strict=True):
        rows = rows.filter(Q(holds_folded("name", word)) | Q(external_id__icontains=raw) | _reached(word, raw))
    return rows


def _reached(word: str, raw: str) -> Q:
    """A colleague's address that begins with the word, or number that holds it."""
    said = Q(email__istartswith=raw)
    return said | Q(holds_folded("phone", word)) if word.isdigit() and len(word) >= 3 else said


def _person_hit(row: dict[str, Any], sought: Sought) -> Hit:
    texts = plain(row["name"], row["external_id"], row["email"], row["phone"])
    said = (row["title"], row["team__name"] or "", row["external_id"])
    status = "" if row["is_active"] else "left"
    place = place_of(row["name"], texts, sought) + (0 if row["is_active"] else 5)
    return Hit("person", row["pk"], row["name"], said, status=status, place=place)


def _writers(sought: Sought, known: Known) -> list[int]:
    """Those whose name holds the words beside the day; asked once for reports and plans."""
    if "writers" not in known:
        people = Person.objects.unscoped(WHY_PEOPLE)
        for word in sought.beside:
            people = people.filter(holds_folded("name", word))
        known["writers"] = list(people.values_list("pk", flat=True)[:MOST_WRITERS])
    return known["writers"]


def _papers(model: Any) -> Seeker:
    def rows(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
        """Somebody's papers, those of a day, or somebody's of a day. What others have not sent is not found."""
        if sought.day is None and not sought.beside:
            return None
        if sought.beside and not (writers := _writers(sought, known)):
            return None
        found: QuerySet[Any] = model.objects.visible_to(reader).filter(~Q(status="draft") | Q(person=reader.pk))
        if sought.day is not None:
            found = found.filter(day=sought.day)
        if sought.beside:
            found = found.filter(person__in=writers)
        return found

    return rows


def _paper_hit(kind: str) -> Callable[[dict[str, Any], Sought], Hit]:
    def hit(row: dict[str, Any], sought: Sought) -> Hit:
        return Hit(kind, row["pk"], row["person__name"], day=row["day"], status=row["status"])

    return hit


def _kept(model: Any) -> Seeker:
    def rows(reader: Any, sought: Sought, known: Known) -> QuerySet[Any] | None:
        found: QuerySet[Any] = model.objects.visible_to(reader)
        for word in sought.words:
            found = found.filter(holds_folded("name", word))
        return found

    return rows


def _kept_hit(kind: str) -> Callable[[dict[str, Any], Sought], Hit]:
    def hit(row: dict[str, Any], sought: Sought) -> Hit:
        place = place_of(row["name"], plain(row["name"]), sought)
        return Hit(kind, row["pk"], row["name"], (row["owner__name"],), place=place)

    return hit


_ACCOUNT = ("pk", "name", "search__plain", "external_id", "city", "area__name", "owner__name", "status")
_CONTACT = ("pk", "name", "title", "phone", "mobile", "phone_key", "mobile_key", "email", "line_id", "account__name")
_ORDER = ("pk", "external_id", "ordered_on", "account_id", "account__name", "person_id", "person__name", "open")
_PERSON = ("pk", "name", "external_id", "email", "phone", "title", "team__name", "is_active")
_PAPER = ("pk", "person__name", "day", "status")
_KEPT = ("pk", "name", "owner__name")


def _by(*columns: str) -> Callable[[Sought], tuple[Any, ...]]:
    return lambda _sought: columns


_NEWEST = _by("-day", "person__name", "pk")

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("account", Account, _accounts, _ACCOUNT, _account_hit, _accounts_best_first),
        Kind("contact", Contact, _contacts, _CONTACT, _contact_hit, _by("name", "pk")),
        Kind("order", Order, _orders, _ORDER, _order_hit, _by("external_id", "pk")),
        Kind("person", Person, _people, _PERSON, _person_hit, _by("-is_active", "name", "pk")),
        Kind("report", DailyReport, _papers(DailyReport), _PAPER, _paper_hit("report"), _NEWEST, ranked=False),
        Kind("plan", Plan, _papers(Plan), _PAPER, _paper_hit("plan"), _NEWEST, ranked=False),
        Kind("segment", Segment, _kept(Segment), _KEPT, _kept_hit("segment"), _by("name", "pk")),
        Kind("group", Group, _kept(Group), _KEPT, _kept_hit("group"), _by("name", "pk")),
    )
}
