"""More people under Bob, each with a day like Alice's: for what must not grow with their number."""

from datetime import time
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from fieldday.people.actions.line import rebuild_line
from fieldday.visits.models import Code, DailyReport, Plan, Result, Stop, Visit
from tests import world as tiny
from tests.world import FRIDAY, MONDAY, World, moment


def crowd(world: World, count: int, start: int = 0) -> None:
    """`count` more salespeople under Bob: Monday's plan waits, Friday had a visit with an order, its report waits."""
    order_code = Code.objects.get(kind="result", code="order")
    purpose = Code.objects.get(kind="purpose", code="ordering")
    for n in range(start, start + count):
        person = tiny.person(f"rep-{n}", f"Rep {n:02}", world.bob, team=world.team_bob)
        account = tiny.account(f"K{n}", f"客戶 {n:02}", person, world.north)
        plan = Plan.objects.create(person=person, day=MONDAY, status="submitted", sent_at=moment(MONDAY, 8))
        stop = Stop.objects.create(
            plan=plan, position=1, account=account, starts_at=time(10, 0), expected_order=Decimal(1000)
        )
        stop.purposes.add(purpose)
        visit = Visit.objects.create(
            person=person, account=account, day=FRIDAY, met_in_charge=True,
            arrived_at=moment(FRIDAY, 10), left_at=moment(FRIDAY, 11),
        )  # fmt: skip
        visit.purposes.add(purpose)
        Result.objects.create(visit=visit, code=order_code, order=tiny.order(account, person, world.soap, FRIDAY))
        DailyReport.objects.create(person=person, day=FRIDAY, status="sent", sent_at=moment(FRIDAY, 18))
    rebuild_line()


def queries(call) -> int:
    """How many queries a call asks."""
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)
