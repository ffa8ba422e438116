"""Segments judge a visit as the rule of effective visits does, whatever speaks for it; sums of the few are sums."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from fieldday.customers.models import Account
from fieldday.readings.segments import accounts_fitting
from fieldday.rules import kpi
from fieldday.rules.segments import read
from fieldday.trade.models import Order, OrderLine, Payment, Product
from fieldday.visits.models import Code, Result, Visit
from tests.world import MONDAY, NOW

RECORDS = ("", "order", "cancelled", "nothing_ordered", "payment")


def means(reader, *parts):
    found = accounts_fitting(reader, read({"all": list(parts)}), MONDAY)
    assert found.count() == len(found)
    return {account.external_id for account in found}


def ordered(account, person, amount, *, cancelled=False, day=MONDAY, of=None):
    order = Order.objects.create(account=account, person=person, ordered_on=day, cancelled=cancelled)
    facts = {"unit_price": amount, "quantity": 1, "amount": amount}
    OrderLine.objects.create(order=order, key="1", product=of, **facts)
    return order


def record(what, account, person, of):
    """What a result points to, as `Result` takes it."""
    if what == "payment":
        return {"payment": Payment.objects.create(account=account, person=person, paid_on=MONDAY, amount=Decimal(10))}
    if not what:
        return {}
    amount = Decimal(0) if what == "nothing_ordered" else Decimal(10)
    return {"order": ordered(account, person, amount, cancelled=what == "cancelled", of=of)}


@pytest.mark.django_db
def test_a_visit_counts_as_effective_where_the_rule_says_so(world):
    """Each customer has one visit: with results of every meaning, beside every record, asked for or not."""
    results = list(Code.objects.filter(kind="result", counts_as__in=("order", "talk", "market_info", "none")))
    assert {code.counts_as for code in results} == {"order", "talk", "market_info", "none"}
    asks = Code.objects.get(kind="purpose", code="market_research")
    thing = Product.objects.create(external_id="thing", name="Thing")
    wanted = set()
    for n, (code, what, asked, step, met, shut) in enumerate(
        product([*results, None], RECORDS, (True, False), (True, False), (True, False), (True, False))
    ):
        if (step or shut or not met) and what not in ("", "order"):
            continue
        account = Account.objects.create(external_id=f"v{n}", name=f"V{n}", owner=world.alice, created_at=NOW)
        visit = Visit.objects.create(
            person=world.alice, account=account, day=MONDAY, arrived_at=NOW, left_at=NOW, met_in_charge=met, shut=shut,
            next_step_on=MONDAY if step else None,
        )  # fmt: skip
        if asked:
            visit.purposes.add(asks)
        if code is not None:
            Result.objects.create(visit=visit, code=code, **record(what, account, world.alice, thing))
        facts = kpi.VisitFacts(
            shut=shut, met_in_charge=met, next_step_on=MONDAY if step else None,
            purposes=frozenset({asks.code} if asked else ()), outcomes=frozenset({code.counts_as} if code else ()),
            ordered=Decimal(10 * (code is not None and what == "order")),
            collected=Decimal(10 * (code is not None and what == "payment")),
        )  # fmt: skip
        if kpi.is_effective(facts).ok:
            wanted.add(account.external_id)
    for reader in (world.diana, world.bob):
        found = means(reader, {"field": "last_effective", "op": "within", "value": 1})
        assert {name for name in found if name.startswith("v")} == wanted
        sums = {"field": "effective_visits", "op": "at_least", "value": {"figures": "1", "days": 1}}
        assert {name for name in means(reader, sums) if name.startswith("v")} == wanted
    assert wanted


@pytest.mark.django_db
def test_a_sum_narrows_the_next_one_and_leaves_out_nobody(world):
    """A customer for each way of meeting five conditions or not: those who meet all of them are meant, in any order,
    and so are those who meet all but the one that is turned round."""
    offer, other = (Product.objects.create(external_id=f"o{n}", name=f"O{n}") for n in range(2))
    order_code = Code.objects.get(kind="result", code="order")
    parts = [
        {"field": "last_visit", "op": "within", "value": 30},
        {"field": "bought_product", "op": "any_of", "value": {"which": [str(offer.pk)], "days": 180}},
        {"field": "order_amount", "op": "at_least", "value": {"figures": "20000", "days": 365}},
        {"field": "effective_visits", "op": "at_least", "value": {"figures": "2", "days": 180}},
    ]
    few_payments = {"field": "paid_amount", "op": "at_most", "value": {"figures": "100", "days": 365}}
    for n, (lately, bought, much, twice, paid) in enumerate(product((True, False), repeat=5)):
        account = Account.objects.create(external_id=f"n{n}", name=f"N{n}", owner=world.alice, created_at=NOW)
        ordered(account, world.alice, Decimal(30000 if much else 300), of=offer if bought else other)
        for back in (5 if lately else 40, 60)[: 2 if twice else 1]:
            visit = Visit.objects.create(
                person=world.alice, account=account, day=MONDAY - timedelta(days=back), arrived_at=NOW, left_at=NOW,
                met_in_charge=True,
            )  # fmt: skip
            Result.objects.create(visit=visit, code=order_code)
        if paid:
            Payment.objects.create(account=account, person=world.alice, paid_on=MONDAY, amount=Decimal(500))

    def named(*some):
        return {name for name in means(world.diana, *some) if name.startswith("n")}

    assert named(*parts) == named(*reversed(parts)) == {"n0", "n1"}
    assert named(*parts, few_payments) == {"n1"}
    assert named({"not": {"all": parts}}, *parts[:3]) == {"n2", "n3"}
    assert named({"all": parts[:2]}, {"all": parts[2:]}) == {"n0", "n1"}
    assert named({"any": [parts[3], few_payments]}, *parts[:3]) == {"n0", "n1", "n3"}
