"""A page asks as many questions for fifty rows as for one: lists, cards, desks and trees alike."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Person
from fieldday.trade.models import Payment
from fieldday.visits.models import Code, DailyReport, MarketNote, Plan, Result, Stop, Visit
from tests.house.routes import fillings, routes
from tests.world import FRIDAY, MONDAY, account, moment, order

MANY = 30
# One more question may be asked where a page has a second page, or offers to bring more.
ALLOWED = 2
# The number of questions does not hang on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _grow(world):
    """Thirty more customers, each with a visit, an order and a payment; thirty more people with papers that wait."""
    codes = {code.code: code for code in Code.objects.filter(kind="result")}
    note, purpose = Code.objects.filter(kind="note")[0], Code.objects.filter(kind="purpose")[0]
    for n in range(MANY):
        place = account(f"M{n}", f"新客戶 {n}", world.alice, world.north)
        rep = Person(external_id=f"rep{n}", name=f"Rep {n}", reports_to=world.bob, team=world.team_bob)
        rep.save()
        for person, customer in ((world.alice, place), (world.alice, world.lotus), (rep, place)):
            at = moment(FRIDAY, 11) + timedelta(minutes=5 * n)
            visit = Visit.objects.create(person=person, account=customer, day=FRIDAY, arrived_at=at, left_at=at)
            Result.objects.create(visit=visit, code=codes["order"], order=order(customer, person, world.soap, FRIDAY))
            paid = Payment.objects.create(account=customer, person=person, paid_on=FRIDAY, amount=Decimal("10.10"))
            Result.objects.create(visit=visit, code=codes["collection"], payment=paid)
            MarketNote.objects.create(visit=visit, kind=note, text="x")
        plan = Plan.objects.create(person=rep, day=MONDAY, status="submitted", sent_at=moment(MONDAY, 7))
        for position, paper in enumerate((plan, world.alices.plan), start=1):
            stop = Stop.objects.create(plan=paper, position=n + 10 * position, account=place)
            stop.purposes.add(purpose)
        DailyReport.objects.create(person=rep, day=FRIDAY, status="sent", sent_at=moment(FRIDAY, 18))
    rebuild_line()


def _counts(world, client):
    """How many questions each page asks that answers at all; once before, so that what is kept is kept."""
    found = {}
    for route in routes():
        if "GET" not in route.declaration.methods:
            continue
        for values, _seen in fillings(route, world)[:1]:
            url = route.url(values)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url)
            if answer.status_code == 200:
                found[url] = [query["sql"] for query in queries]
    return found


@pytest.mark.parametrize("name", ["alice", "bob", "diana"])
def test_a_page_asks_no_more_for_many_rows_than_for_few(name, world, signed_in):
    client = signed_in(world.people[name])
    few = _counts(world, client)
    _grow(world)
    many = _counts(world, client)
    worse = []
    for url in few.keys() & many.keys():
        if len(many[url]) > len(few[url]) + ALLOWED:
            repeated = max(many[url], key=lambda sql: sum(other[:90] == sql[:90] for other in many[url]))
            worse.append(f"{url}: {len(few[url])} before, {len(many[url])} now, as {repeated[:160]}")
    assert few and not worse, "\n" + "\n".join(worse)
