"""Whatever a line does to the forms of a phone, in whatever order: nothing lost, nothing doubled, nothing stuck."""

import random
from contextlib import nullcontext
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from benchmarks.outbox.days import Day
from benchmarks.outbox.ledger import compare
from benchmarks.outbox.lines import Faulty
from benchmarks.outbox.people import make_people, session_of
from benchmarks.outbox.phone import Item, Phone
from fieldday.kit import clock
from fieldday.kit.models import PostedForm
from fieldday.trade.models import Product
from fieldday.visits.models import Visit

FORMS = 9


class Killed(Exception):
    """The process ended within the transaction of a form."""


class InProcess:
    """A line without a wire; `kill` ends the next form where its effect is done and nothing is committed."""

    def __init__(self, person):
        self.client = Client(raise_request_exception=True)
        self.client.cookies["sessionid"] = session_of(person)
        self.headers = {"Accept": "application/json", "X-Fieldday-Person": str(person)}
        self.kill = False

    def send(self, item, fields):
        ends = patch.object(PostedForm, "save", side_effect=Killed) if self.kill else nullcontext()
        try:
            with ends:
                answer = self.client.post(item.address, fields, headers=self.headers)
        except Killed:
            return None
        return answer.status_code, answer.json()


class Outbox(RuleBasedStateMachine):
    """One phone, its line, the desk where the same visits are changed, the office that takes a product out."""

    @initialize(seed=st.integers(0, 2**32), late=st.sampled_from([0, 0, 1440, -1440, 30]))
    def fill(self, seed, late):
        self.roll = random.Random(seed)
        [(person, accounts)], product = make_people(1)
        self.at = clock.now()
        begin = self.at - timedelta(hours=20)
        day = Day(self.roll, clock.local_day(begin), begin, accounts, product, spoil=0.15)
        self.phone = Phone(person, day.draw(FORMS), late=timedelta(minutes=late))
        self.line = InProcess(person)
        self.faulty = Faulty(self.line, self.roll, often=0.5)
        self.product = product

    @rule()
    def send_through_a_bad_line(self):
        self._send(0, self.faulty)

    @rule(place=st.integers(0, 5))
    def send_another_that_may_go(self, place):
        self._send(place, self.line)

    @rule(place=st.integers(0, 3))
    def kill_while_it_is_taken(self, place):
        self.line.kill = True
        self._send(place, self.line)
        self.line.kill = False

    @rule()
    def change_a_visit_at_the_desk(self):
        ordered = [one.record.removeprefix("visit:") for one in self.phone.items if one.orders]
        rows = Visit.objects.unscoped("the desk").filter(person=self.phone.person).exclude(pk__in=ordered)
        if row := rows.order_by("pk").first():
            fields = {"version": row.version, "result": "talk", "summary": "桌上改的"}
            leaves = (("visits.visit.recorded", str(row.pk)),)
            item = Item(self._key(), f"/visits/{row.pk}", fields, f"visit:{row.pk}", self.at, leaves=leaves)
            known = dict(self.phone.versions)
            assert self.phone.send(item, self.line, self.at) == "kept", item.answer
            self.phone.versions = known  # the phone does not know of it
            self.phone.items.insert(0, item)

    @precondition(lambda self: any(one.answer.get("theirs") for one in self.phone.items if one.state == "held"))
    @rule()
    def keep_ones_own(self):
        self._settle_conflicts()

    @rule()
    def discontinue_the_product(self):
        Product.objects.filter(pk=self.product).update(retired=True)
        for item in self.phone.items:
            if item.state == "waiting" and "line-1-product" in item.fields:
                item.spoilt = True

    @rule()
    def throw_away_what_was_refused(self):
        self._settle_conflicts()
        self.phone.discard_held()

    def teardown(self):
        if not hasattr(self, "phone"):
            return
        self.faulty.end()
        for _ in range(20):
            assert self.phone.drain(self.line, self.at, most=200), "it never ends"
            if not self._settle_conflicts():
                break
        found = compare(self.phone)
        assert not found.faults, found.faults

    def _send(self, place, line):
        due = list(self.phone.due())
        if due:
            self.phone.send(due[place % len(due)], line, self.at)

    def _settle_conflicts(self):
        mine = [one for one in self.phone.items if one.state == "held" and one.answer["state"] == "conflict"]
        for item in mine:
            self.phone.keep_mine(item, self._key())
        return bool(mine)

    def _key(self):
        return UUID(int=self.roll.getrandbits(128), version=4)


def _run(examples, steps):
    run_state_machine_as_test(
        Outbox,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


@pytest.mark.django_db
def test_any_schedule_of_faults_converges():
    _run(examples=5, steps=12)
