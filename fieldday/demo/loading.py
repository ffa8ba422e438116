"""Loading the demo: the office's files through the import verbs, three weeks behind, today under way, tomorrow sent."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.customers.models import Account
from fieldday.demo import company
from fieldday.demo.history import WHY, History, Seller
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.kit.imports.source import Row
from fieldday.people.actions.company import change_company
from fieldday.people.actions.import_areas import import_areas
from fieldday.people.actions.import_people import import_people
from fieldday.people.models import Person
from fieldday.rules.calendar import next_working_day, previous_working_day
from fieldday.trade.actions.import_order_lines import import_order_lines
from fieldday.trade.actions.import_orders import import_orders
from fieldday.trade.actions.import_payments import import_payments
from fieldday.trade.actions.import_products import import_products
from fieldday.trade.actions.import_targets import import_targets
from fieldday.trade.models import Product
from fieldday.trade.questions.targets import month_targets
from fieldday.visits.questions.day_facts import month_so_far

PASSWORD = "fieldday-demo"  # noqa: S105  # the invented people's, printed at the start
DAYS_BEHIND = 15


def load(*, at: datetime, say: Callable[[str], None]) -> None:
    """Load the invented company as of `at`. The database must be empty of people."""
    today = clock.local_day(at)
    first = today
    for _ in range(DAYS_BEHIND):
        first = previous_working_day(first)
    say("demo: people, customers, products, orders")
    _office(first, at)
    say("demo: three weeks of visits")
    sellers = _sellers(first)
    history = History(sellers, list(Product.objects.order_by("external_id")))
    day, yesterday = first, previous_working_day(today)
    while day < today:
        history.day(day, signed=day != yesterday)
        day = next_working_day(day)
    history.day(today, until=at)
    history.plans(next_working_day(today), at)
    history.save()


def sign_ins() -> list[tuple[str, str, str]]:
    """Who can sign in to the demo: name to type, name, title."""
    return [(person[0], person[1], person[5]) for person in company.PEOPLE]


def _office(first: date, at: datetime) -> None:
    change_company(by=SYSTEM, at=at, name="晴川食品")
    orders, lines, payments = company.orders(first)
    for verb, rows in (
        (import_areas, company.areas()),
        (import_people, company.people()),
        (import_accounts, company.accounts()),
        (import_products, company.products()),
        (import_orders, orders),
        (import_order_lines, lines),
        (import_payments, payments),
        (import_targets, company.targets(first)),
    ):
        report = verb(by=SYSTEM, rows=[Row(n, row) for n, row in enumerate(rows, start=1)], at=at)
        if report.rejected:
            raise RuntimeError(f"the demo's own rows were rejected: {report.errors[:3]}")
    Person.objects.unscoped(WHY).update(password=make_password(PASSWORD))


def _sellers(first: date) -> list[Seller]:
    people = {p.external_id: p for p in Person.objects.unscoped(WHY).all()}
    superiors = {person.pk: person for person in people.values()}
    sellers = []
    for name in company.SELLERS:
        person = people[name]
        accounts = Account.objects.unscoped(WHY).filter(owner=person).select_related("area").order_by("external_id")
        goals = month_targets([person.pk], first, why=WHY).get(person.pk, {})
        seller = Seller(person, superiors[person.reports_to_id or 0], list(accounts), goals)
        last = first - timedelta(days=1)
        if last.month == first.month:
            seller.month[first.year, first.month] = list(month_so_far(person.pk, last))
        sellers.append(seller)
    return sellers
