"""A phone that asks for less than the whole: what its own forms and its days changed is there at once; whatever else
changed comes with the next whole answer. Each phone here lays by what it is answered, as client/src/phone/store.ts."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.models import Account, AccountNote, Consent, Contact
from fieldday.people.models import Area
from fieldday.sync.parts import part_of
from fieldday.trade.models import Payment, Product
from fieldday.visits.models import Code, Expense, MarketNote, Plan, Stop, Visit
from tests.sync.test_door import JSON
from tests.world import FRIDAY, MONDAY, NOW, moment, order

pytestmark = pytest.mark.django_db
DAILY = {"me", "code", "day", "visit", "expense"}


class Phone:
    """What lies on a phone: {(kind, part): (digest, rows)}; `came`: the parts of the last answer."""

    def __init__(self, client):
        self.client, self.parts, self.came = client, {}, []

    def asks(self, *, whole):
        had = {}
        for (kind, number), (digest, _rows) in self.parts.items():
            had.setdefault(kind, {})[number] = digest
        question = json.dumps({"build": "", "parts": had, "whole": whole})
        answer = self.client.post("/phone/snapshot", question, content_type="application/json", headers=JSON)
        self.came = answer.json()["parts"]
        for part in self.came:
            where = part["kind"], part["part"]
            if not part["digest"]:
                del self.parts[where]
            else:
                self.parts[where] = part["digest"], part.get("rows") or self.parts[where][1]
        return self

    def rows(self, *kinds):
        found = [(kind, row) for (kind, _n), (_d, rows) in self.parts.items() for row in rows if kind in kinds]
        return sorted(json.dumps(one, sort_keys=True) for one in found)

    def names(self):
        """(kind, part, whether its rows came) of the last answer."""
        return {(part["kind"], part["part"], "rows" in part) for part in self.came}


@pytest.fixture
def phone(world, signed_in):
    return Phone(signed_in(world.alice)).asks(whole=True)


def _visit(world):
    facts = {"person": world.alice, "day": MONDAY, "arrived_at": NOW - timedelta(hours=1), "left_at": NOW}
    return Visit.objects.create(account=world.dawn, summary="補貨", **facts)


def _revised(world):
    visit = world.alices.visit
    visit.summary, visit.version = "改過的", 2
    visit.save()


def _given(world):
    Account.objects.unscoped("test").filter(pk=world.harbour.pk).update(owner=world.alice)


def _taken(world):
    Account.objects.unscoped("test").filter(pk=world.dawn.pk).update(owner=world.charlie)


def _changed(world):
    lotus = world.lotus
    said = AccountInput(lotus.name, phone="02-8765-4321", owner_id=world.alice.pk, area_id=world.north.pk)
    change_account(by=world.bob, account_id=lotus.pk, version=lotus.version, said=said, at=NOW)


def _planned(world):
    plan = Plan.objects.create(person=world.alice, day=MONDAY + timedelta(1), status="draft")
    Stop.objects.create(plan=plan, account=world.dawn, position=1)


def _spent(world):
    kind = Code.objects.get(kind="expense", code="parking")
    Expense.objects.create(person=world.alice, day=MONDAY, kind=kind, amount=Decimal(40), at=NOW)


def _listed(world):
    Code.objects.filter(kind="result", code="order").update(name_en="Ordered")


ITS_OWN = (_visit, _revised, _given, _taken, _changed, _planned, _spent, _listed)


@pytest.mark.parametrize("change", ITS_OWN)
def test_what_ones_days_and_customers_themselves_change_is_there_at_once(change, phone, world, signed_in):
    change(world)
    before = phone.rows("product", "area")
    phone.asks(whole=False)
    assert phone.came
    anew = Phone(signed_in(world.alice)).asks(whole=True)
    assert phone.rows(*DAILY, "account") == anew.rows(*DAILY, "account")
    assert phone.rows("product", "area") == before
    assert not phone.asks(whole=True).came


def _others(world):
    Contact.objects.create(account=world.dawn, name="新來的")


def _noted(world):
    AccountNote.objects.create(account=world.dawn, kind="habit", text="下午才在", day=MONDAY, at=NOW)


def _ordered(world):
    order(world.lotus, world.adam, world.tea, MONDAY)


def _paid(world):
    Payment.objects.create(account=world.lotus, person=world.adam, amount=Decimal(99), paid_on=MONDAY)


def _visited(world):
    facts = {"person": world.bob, "day": MONDAY, "arrived_at": NOW - timedelta(hours=1), "left_at": NOW}
    MarketNote.objects.create(
        visit=Visit.objects.create(account=world.dawn, **facts), kind=Code.objects.filter(kind="note")[0], text="聽說"
    )


def _refused(world):
    Consent.objects.create(account=world.dawn, channel="phone", given=False, day=FRIDAY, at=moment(FRIDAY))


def _priced(world):
    Product.objects.filter(pk=world.soap.pk).update(price=Decimal(120))


def _renamed(world):
    Area.objects.filter(pk=world.north.pk).update(name="北一區")


@pytest.mark.parametrize("change", [_others, _noted, _ordered, _paid, _visited, _refused, _priced, _renamed])
def test_whatever_others_changed_is_there_with_the_whole(change, phone, world, signed_in):
    change(world)
    phone.asks(whole=False)
    assert phone.asks(whole=True).came
    kinds = (*DAILY, "account", "product", "area")
    assert phone.rows(*kinds) == Phone(signed_in(world.alice)).asks(whole=True).rows(*kinds)
    assert not phone.asks(whole=True).came


def test_what_others_do_around_a_customer_waits_for_the_whole(phone, world):
    _others(world)
    assert not phone.asks(whole=False).came
    assert phone.asks(whole=True).names() == {("account", part_of(world.dawn.pk), True)}


def test_a_visit_brings_its_customers_part_alone(phone, world):
    visit = _visit(world)
    at = {"visit": part_of(visit.pk), "account": part_of(world.dawn.pk)}
    phone.asks(whole=False)
    assert {(kind, n) for kind, n, _rows in phone.names() if kind in at} == set(at.items())


def test_of_a_customer_that_says_what_it_said_no_rows_come(phone, world):
    Account.objects.unscoped("test").filter(pk=world.dawn.pk).update(version=7, industry="零售")  # on no phone
    assert phone.asks(whole=False).names() == {("account", part_of(world.dawn.pk), False)}
    assert not phone.asks(whole=False).came


def test_a_phone_of_before_is_answered_with_rows(phone, world, signed_in):
    Account.objects.unscoped("test").filter(pk=world.dawn.pk).update(version=7)
    had = {}
    for (kind, number), (digest, _rows) in phone.parts.items():
        had.setdefault(kind, {})[number] = digest
    question = json.dumps({"build": "", "parts": had})
    answer = phone.client.post("/phone/snapshot", question, content_type="application/json", headers=JSON)
    [part] = answer.json()["parts"]
    assert part["kind"] == "account" and str(world.dawn.pk) in {row["id"] for row in part["rows"]}


def test_the_next_day_the_customers_come_without_what_stays(phone, world, at_time):
    at_time(moment(FRIDAY + timedelta(days=8)))  # Friday's visit is on the phone no more
    phone.asks(whole=True)
    assert ("account", part_of(world.lotus.pk), False) in phone.names()
