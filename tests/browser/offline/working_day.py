"""A rep's working day, today: an approved plan of three stops at customers of his own, one of whom ordered before."""

from collections.abc import Callable

from tests.browser.offline.conftest import House, Phone

MAKE = """
import sys
from datetime import time
from decimal import Decimal
from django.db import transaction
from fieldday.customers.models import Contact
from fieldday.kit import clock
from fieldday.people.models import Area, Person
from fieldday.trade.models import Product
from fieldday.visits.models import Code, Plan, Stop
from fieldday.people.actions.line import rebuild_line
from tests.world import account, order, person

people = Person.objects.unscoped("the test's own")
rep = people.filter(external_id=sys.argv[1]).first()
if rep is None:
    rep = person(sys.argv[1], sys.argv[1].title(), people.get(external_id="bob"))
    rebuild_line()
    people.filter(pk=rep.pk).update(language="zh-hant")
    rep.refresh_from_db()
north = Area.objects.get(external_id="N")
today, now = clock.today(), clock.now()
with transaction.atomic():
    place = {"latitude": Decimal("24.9157"), "longitude": Decimal("120.6840"), "phone": "049-222-3333"}
    hill = account(f"{rep.external_id}-1", "山城雜貨", rep, north, address="南投縣埔里鎮中山路 8 號", **place)
    names = enumerate(("清境商行", "霧社小館", "春陽茶莊"), start=2)
    others = [account(f"{rep.external_id}-{n}", name, rep, north) for n, name in names]
    Contact.objects.create(account=hill, name="葉老闆", title="老闆", phone="0933-111-222", in_charge=True)
    order(hill, rep, Product.objects.get(external_id="P1"), today.replace(day=1), "6")
    plan = Plan.objects.create(person=rep, day=today, status="approved", sent_at=now)
    purposes = Code.objects.filter(kind="purpose", code="service")
    for position, one in enumerate([hill, *others[:2]], start=1):
        facts = {"objective": "談新品上架", "expected_order": Decimal(5000)}
        stop = Stop.objects.create(plan=plan, position=position, account=one, starts_at=time(8 + position, 30), **facts)
        stop.purposes.set(purposes)
"""


def a_day_for(house: House, name: str) -> None:
    """One working day of today for somebody of whom nothing is known of today: once per name and server. Where there is
    nobody of that name, it is a new rep of Bob's."""
    house.beside.run(MAKE, name)


def on_today(phone: Phone) -> Phone:
    """The screen of the day, with everything on it."""
    phone.go("/phone/today")
    phone.page.locator(".phone-action .btn-arrive").wait_for()
    return phone


def without_signal(new_phone: Callable[..., Phone], house: House, name: str, **options: str) -> Phone:
    """Somebody's phone on the screen of his working day, its line gone just now."""
    a_day_for(house, name)
    phone = on_today(new_phone(name, **options))
    phone.page.context.set_offline(True)
    return phone
