"""Sight equals a brute-force oracle on random companies, before and after somebody moves. Both databases."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.models import Account, Contact, Ownership
from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Deputy, Person
from fieldday.readings.accounts import AccountFilter, accounts_found, accounts_of_query
from fieldday.trade.models import Order, OrderLine, Payment, Product
from fieldday.visits.models import (
    Code,
    Companion,
    DailyReport,
    MarketNote,
    Photo,
    Plan,
    Result,
    SignOff,
    Stop,
    Visit,
)
from tests.house.oracle import Oracle, Somebody, expected
from tests.world import MONDAY, NOW

ROLES = ("", "", "", "", "manager", "director", "assistant", "administrator", "auditor")


@st.composite
def companies(draw):
    """People with superiors of smaller number, deputies, customers with owners, facts with doers, papers."""
    count = draw(st.integers(1, 9))
    someone, perhaps = st.integers(0, count - 1), st.none() | st.integers(0, count - 1)
    return {
        "superiors": [None] + [draw(st.none() | st.integers(0, n - 1)) for n in range(1, count)],
        "roles": draw(st.lists(st.sampled_from(ROLES), min_size=count, max_size=count)),
        "deputies": draw(st.lists(st.tuples(someone, someone, st.sampled_from((-3, -1, 0, 1))), max_size=4)),
        "owners": draw(st.lists(perhaps, min_size=1, max_size=6)),
        "facts": draw(
            st.lists(st.tuples(st.integers(0, 5), perhaps, someone, st.sets(someone, max_size=2)), max_size=6)
        ),
        "papers": draw(st.lists(st.tuples(someone, perhaps), max_size=5)),
        "moves": draw(st.lists(st.tuples(someone, perhaps), max_size=2)),
    }


class Company:
    """The drawn company in the database, and beside it the oracle."""

    def __init__(self, drawn):
        self.people = [
            Person.objects.create(external_id=f"p{n}", name=f"P{n}", role_given=role)
            for n, role in enumerate(drawn["roles"])
        ]
        self.superiors = drawn["superiors"]
        for principal, deputy, shift in drawn["deputies"]:
            if principal != deputy:
                since = MONDAY + timedelta(days=shift)
                Deputy.objects.create(
                    principal=self.people[principal],
                    deputy=self.people[deputy],
                    since=since,
                    until=since + timedelta(1),
                )
        self.deputies = [(p, d) for p, d, shift in drawn["deputies"] if p != d and shift in (-1, 0)]
        self.note, self.talk = Code.objects.filter(kind="note")[0], Code.objects.get(kind="result", code="talk")
        self.product = Product.objects.create(external_id="x", name="X")
        self.accounts = [(self._account(n, owner), owner) for n, owner in enumerate(drawn["owners"])]
        self.facts = [self._fact(n, *fact) for n, fact in enumerate(drawn["facts"])]
        self.papers = [self._paper(n, *paper) for n, paper in enumerate(drawn["papers"])]
        self.settle()

    def person(self, number):
        return None if number is None else self.people[number]

    def _account(self, number, owner):
        account = Account.objects.create(
            external_id=f"a{number}", name=f"客戶{number}", owner=self.person(owner), created_at=NOW
        )
        Contact.objects.create(account=account, name="C")
        Ownership.objects.create(account=account, owner=self.person(owner), since=MONDAY)
        return account

    def _fact(self, number, account, taker, visitor, companions):
        at = account % len(self.accounts)
        customer, owner = self.accounts[at]
        order = Order.objects.create(account=customer, person=self.person(taker), ordered_on=MONDAY)
        OrderLine.objects.create(order=order, key="1", product=self.product, quantity=1, unit_price=1, amount=1)
        payment = Payment.objects.create(
            account=customer, person=self.person(taker), paid_on=MONDAY, amount=Decimal("1.1")
        )
        visit = Visit.objects.create(
            account=customer, person=self.people[visitor], day=MONDAY, arrived_at=NOW, left_at=NOW
        )
        came = [
            Companion.objects.create(visit=visit, person=self.people[one], by=self.people[visitor], at=NOW)
            for one in sorted(companions - {visitor})
        ]
        photo = Photo.objects.create(
            visit=visit, kind="shelf", path="x", width=1, height=1, size=1, by=self.people[visitor], at=NOW
        )
        note = MarketNote.objects.create(visit=visit, kind=self.note, text="x")
        result = Result.objects.create(visit=visit, code=self.talk)
        return order, payment, visit, owner, taker, visitor, (came, photo, note, result)

    def _paper(self, number, writer, signer):
        day, person = MONDAY + timedelta(days=number), self.people[writer]
        plan = Plan.objects.create(person=person, day=day)
        stop = Stop.objects.create(plan=plan, position=1, account=self.accounts[0][0])
        report = DailyReport.objects.create(person=person, day=day)
        if signer is not None:
            facts = {"by": self.people[signer], "at": NOW, "paper_version": 1, "comment": "ok", "digest": "0" * 64}
            SignOff.objects.create(plan=plan, act="approved", **facts)
            SignOff.objects.create(report=report, act="signed", **facts)
        return plan, stop, report, writer, signer

    def settle(self):
        """Write the tree as `superiors` has it, as a verb that changes it does."""
        for person, superior in zip(self.people, self.superiors, strict=True):
            person.reports_to = self.person(superior)
            person.save()
        rebuild_line()
        keys = [person.pk for person in self.people]
        somebody = [
            Somebody(keys[n], None if s is None else keys[s], self.people[n].role_given)
            for n, s in enumerate(self.superiors)
        ]
        for principal, deputy in self.deputies:
            somebody[deputy].principals.add(keys[principal])
        self.oracle = Oracle({one.key: one for one in somebody})
        self.oracle.settle_roles()

    def key(self, number):
        return None if number is None else self.people[number].pk

    def expectations(self, reader):
        """(model, the keys that `reader` should see) for every noun."""
        o, k = self.oracle, self.key
        yield Person, {p.pk for p in self.people if o.sees_person(reader, p.pk)}
        accounts = expected([(a.pk, (reader, k(owner))) for a, owner in self.accounts], o.sees_account)
        yield Account, accounts
        yield (
            Contact,
            set(Contact.objects.unscoped("test").filter(account_id__in=accounts).values_list("pk", flat=True)),
        )
        rows = Ownership.objects.unscoped("test").filter(account_id__in=accounts)
        yield Ownership, set(rows.values_list("pk", flat=True))
        orders = expected([(f[0].pk, (reader, k(f[3]), k(f[4]))) for f in self.facts], o.sees_fact)
        yield Order, orders
        yield (
            OrderLine,
            set(OrderLine.objects.unscoped("test").filter(order_id__in=orders).values_list("pk", flat=True)),
        )
        yield Payment, expected([(f[1].pk, (reader, k(f[3]), k(f[4]))) for f in self.facts], o.sees_fact)
        told = {f[2].pk: (reader, k(f[3]), k(f[5]), {row.person_id for row in f[6][0]}) for f in self.facts}
        yield Visit, expected(list(told.items()), o.sees_visit)
        for place, model in ((1, Photo), (2, MarketNote), (3, Result)):
            yield model, expected([(f[6][place].pk, told[f[2].pk]) for f in self.facts], o.sees_visit)
        yield Companion, expected([(row.pk, told[f[2].pk]) for f in self.facts for row in f[6][0]], o.sees_visit)
        for place, model in ((0, Plan), (1, Stop), (2, DailyReport)):
            papers = [(p[place].pk, (reader, k(p[3]), {k(p[4])})) for p in self.papers]
            yield model, expected(papers, o.sees_paper)

    def check(self):
        for person in self.people:
            reader = Person.objects.unscoped("a request loads its person afresh").get(pk=person.pk)
            assert reader.role == self.oracle.people[person.pk].role
            for model, keys in self.expectations(reader.pk):
                rows = model.objects.visible_to(reader)
                assert set(rows.values_list("pk", flat=True)) == keys, (model.__name__, reader.name)
                assert rows.count() == len(keys)
                assert rows.exists() is bool(keys)
            seen = {
                account.pk for account, owner in self.accounts if self.oracle.sees_account(reader.pk, self.key(owner))
            }
            assert set(accounts_found(reader, AccountFilter()).values_list("pk", flat=True)) == seen
            assert set(accounts_of_query(reader, {}, MONDAY).values_list("pk", flat=True)) == seen, "what a file holds"


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=companies())
def test_everybody_sees_what_the_oracle_says(drawn, at_time):
    at_time(NOW)
    with transaction.atomic():
        company = Company(drawn)
        company.check()
        for who, superior in drawn["moves"]:
            if who != superior and (
                superior is None or not company.oracle.stands_under(company.key(superior), company.key(who))
            ):
                company.superiors[who] = superior
                company.settle()
        company.check()
        transaction.set_rollback(True)
