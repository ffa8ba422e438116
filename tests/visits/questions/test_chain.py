"""The signed chain of a day, and what changed of a signed day afterwards."""

from decimal import Decimal

import pytest

from fieldday.rules.chain import code_of
from fieldday.trade.actions.order_taking import cancel_order
from fieldday.trade.actions.payment_taking import correct_payment
from fieldday.trade.models import OrderLine
from fieldday.visits.actions.plan_approval import approve_plan, submit_plan, withdraw_plan
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import DailyReport, Judgement, Plan, SignOff, Stop, Visit
from fieldday.visits.questions.addenda import addenda_of
from fieldday.visits.questions.chain import signed_chain
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db
LATER = moment(MONDAY, 15)


@pytest.fixture
def report(world):
    said = {world.alices.visit.pk: ("good", "")}
    found = world.alices.report
    return sign_report(by=world.bob, report_id=found.pk, version=1, comment="好", at=NOW, judgements=said)


def _faults(world, report):
    chain = signed_chain(world.bob, report_id=report.pk)
    acts = [(act.kind, act.act, fault.code) for act in chain.acts for fault in act.faults]
    return [(*one[:2], one[2].rsplit(".", 1)[1]) for one in acts] + [f.code.rsplit(".", 1)[1] for f in chain.faults]


def test_a_days_chain_is_the_plans_and_the_reports_in_order(world, report):
    chain = signed_chain(world.bob, report_id=report.pk)
    assert chain.ok
    assert [(act.kind, act.act, act.by) for act in chain.acts] == [
        ("plan", "submitted", "Alice"),
        ("plan", "approved", "Bob"),
        ("report", "sent", "Alice"),
        ("report", "signed", "Bob"),
    ]
    assert signed_chain(world.alice, plan_id=world.alices.plan_done.pk) == chain
    assert signed_chain(world.charlie, report_id=report.pk) is None


TAMPERED = {
    "a comment": (SignOff, {"act": "signed"}, {"comment": "壞"}, [("report", "signed", "altered")]),
    "who approved": (SignOff, {"act": "approved"}, {"by": "carol"}, [("plan", "approved", "altered")]),
    "the state": (Plan, {"status": "approved"}, {"status": "returned"}, ["wrong_state"]),
    "the frozen words": (DailyReport, {"status": "signed"}, {"frozen": {"reflections": "x"}}, ["frozen_differs"]),
    "a judgement": (Judgement, {}, {"says": "question"}, ["judged_differs"]),
    "a visit's words": (Visit, {}, {"summary": "x"}, ["untraced"]),
    "an order line": (OrderLine, {}, {"amount": Decimal(1)}, ["untraced"]),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_one_changed_byte_is_named(world, report, what):
    model, which, values, told = TAMPERED[what]
    values = {name: world.people[value] if name == "by" else value for name, value in values.items()}
    rows = model.objects.unscoped("a test").filter(**which)
    rows = rows.filter(person=world.alice) if model in {Plan, Visit, DailyReport} else rows
    rows.update(**values)
    assert _faults(world, report) == told


def test_a_stop_changed_behind_the_approval_is_named(world):
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    assert signed_chain(world.bob, plan_id=plan.pk).ok
    Stop.objects.unscoped("a test").filter(pk=world.alices.stops[0].pk).update(expected_order=Decimal(1))
    assert [fault.code for fault in signed_chain(world.bob, plan_id=plan.pk).faults] == ["visits.chain.stops_differ"]


def test_a_cancelled_order_and_a_corrected_payment_are_addenda_and_the_frozen_figures_stay(world, report):
    assert addenda_of(report) == ()
    cancel_order(by=world.alice, order=world.alices.order, at=LATER)
    correct_payment(by=world.alice, payment=world.alices.payment, amount=Decimal(1000), at=LATER)
    report.refresh_from_db()
    found = {one.field: one for one in addenda_of(report)}
    assert set(found) == {"lines", "ordered", "collected"}
    order = found["ordered"]
    assert (order.name, order.before, order.now) == ("蓮花藥局", "200", "0")
    assert (order.by, order.at, order.verb) == ("Alice", LATER, "trade.order.cancelled")
    assert (found["collected"].before, found["collected"].now) == ("1500.5", "1000")
    assert report.frozen["facts"]["visits"][0]["ordered"] == "200"
    assert signed_chain(world.bob, report_id=report.pk).ok, "the trail tells why: nothing is broken"


def test_what_was_open_is_no_addendum(world):
    cancel_order(by=world.alice, order=world.alices.order, at=LATER)
    assert addenda_of(world.alices.report) == ()


def test_addenda_ask_as_much_for_many_as_for_one(world, report, django_assert_max_num_queries):
    cancel_order(by=world.alice, order=world.alices.order, at=LATER)
    with django_assert_max_num_queries(23):
        assert addenda_of(report)


def test_a_code_stands_for_one_act(world, report):
    digests = SignOff.objects.unscoped("a test").values_list("digest", flat=True)
    assert len({code_of(one) for one in digests}) == len(digests)
