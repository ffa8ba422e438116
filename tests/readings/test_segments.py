"""Segments mean what a look at each customer by itself would find. Both databases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fieldday.customers.models import Account, Anniversary, Contact, Field, Group, GroupMember
from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Area, Person, Team
from fieldday.readings.segments import accounts_fitting, own_rules
from fieldday.rules import kpi
from fieldday.rules.lunar import Yearly, next_occurrence
from fieldday.rules.segments import All, AnyOf, Leaf, read
from fieldday.trade.models import Order, OrderLine, Product
from fieldday.visits.models import Code, Result, Visit
from tests.world import MONDAY, NOW, moment

DAYS = (0, 1, 29, 30, 31, 90, -1)  # before Monday; the last one lies ahead
BRANDS = ("甲", "乙")
WORDS = ("台中藥局", "臺中診所", "Alpha", "")


class Base:
    """A drawn company in the database, and beside it what each customer has, as plain values."""

    def __init__(self, drawn):
        self.team = Team.objects.create(external_id="t", name="T")
        inner = Team.objects.create(external_id="t1", name="T1", parent=self.team)
        self.area = Area.objects.create(external_id="a", name="A")
        inside = Area.objects.create(external_id="a1", name="A1", parent=self.area)
        self.boss = Person.objects.create(external_id="boss", name="Boss", role_given="director")
        self.reps = [
            Person.objects.create(external_id=f"r{n}", name=f"R{n}", reports_to=self.boss, team=team)
            for n, team in enumerate((inner, None))
        ]
        rebuild_line()
        for person in (self.boss, *self.reps):
            person.refresh_from_db()
        Field.objects.create(key="beds", type="number", name_zh="床")
        Field.objects.create(key="vip", type="yes_no", name_zh="貴")
        Field.objects.create(key="size", type="choices", name_zh="大小", choices=[{"key": k} for k in ("big", "small")])
        Field.objects.create(key="since", type="date", name_zh="起")
        self.products = [Product.objects.create(external_id=f"p{b}", name=b, brand=b) for b in BRANDS]
        self.codes = list(
            Code.objects.filter(kind="result", code__in=("talk", "order", "market_info")).order_by("code")
        )
        self.groups = [Group.objects.create(name="外", owner=self.boss, share="company", at=NOW)]
        self.groups.append(
            Group.objects.create(name="內", owner=self.boss, share="company", at=NOW, parent=self.groups[0])
        )
        self.groups.append(Group.objects.create(name="私", owner=self.reps[0], share="private", at=NOW))
        self.areas = [None, self.area, inside]
        self.rows = [self._account(n, one) for n, one in enumerate(drawn)]

    def _account(self, n, one):
        owner = [*self.reps, None][one["owner"]]
        account = Account.objects.create(
            external_id=f"c{n}", name=f"{one['word'] or '客'}{n}", city=one["word"], owner=owner,
            area=self.areas[one["area"]], fields=one["own"], credit_limit=one["limit"], created_at=NOW,
        )  # fmt: skip
        groups = {self.groups[g].pk for g in one["groups"]}
        GroupMember.objects.bulk_create(GroupMember(group_id=g, account=account, by=None, at=NOW) for g in groups)
        for back, brand, quantity, cancelled in one["orders"]:
            order = Order.objects.create(
                account=account, person=self.reps[1], ordered_on=MONDAY - timedelta(days=back), cancelled=cancelled
            )
            facts = {"unit_price": 10, "quantity": quantity, "amount": Decimal(10 * quantity)}
            OrderLine.objects.create(order=order, key="1", product=self.products[brand], **facts)
        visits = [self._visit(account, *visit) for visit in one["visits"]]
        for month, day, year, lunar, leap in one["days"]:
            Anniversary.objects.create(account=account, month=month, day=day, year=year, lunar=lunar, leap=leap)
        for role in one["contacts"]:
            Contact.objects.create(account=account, name=f"人{role}", role=role)
        return account, {**one, "owner": owner, "groups": groups, "visits": visits, "name": account.name}

    def _visit(self, account, back, channel, shut, met, code, step):
        at = moment(MONDAY - timedelta(days=back), 9 + len(account.visits.unscoped("the drawn ones")))
        visit = Visit.objects.create(
            person=self.reps[0], account=account, day=at.date(), arrived_at=at, left_at=at, channel=channel, shut=shut,
            met_in_charge=met, next_step="x" * step, next_step_on=at.date() if step else None,
        )  # fmt: skip
        if code is not None:
            Result.objects.create(visit=visit, code=self.codes[code])
        return visit, None if code is None else self.codes[code]


def facts(depth=2):
    back = st.sampled_from(DAYS)
    some = {
        "owner": st.integers(0, 2),
        "area": st.integers(0, 2),
        "word": st.sampled_from(WORDS),
        "limit": st.none() | st.sampled_from((Decimal("0.10"), Decimal(5))),
        "own": st.fixed_dictionaries(
            {},
            optional={
                "beds": st.sampled_from(("0.1", "5", "-3", "12")),
                "vip": st.booleans(),
                "size": st.sampled_from((["big"], ["big", "small"], ["small"])),
                "since": st.sampled_from(("2026-11-23", "2026-11-01", "2025-01-01")),
            },
        ),
        "groups": st.sets(st.integers(0, 2), max_size=2),
        "orders": st.lists(st.tuples(back, st.integers(0, 1), st.sampled_from((1, 5, -1)), st.booleans()), max_size=3),
        "visits": st.lists(
            st.tuples(
                back, st.sampled_from(("visit", "visit", "phone")), st.booleans(), st.booleans(),
                st.none() | st.integers(0, 2), st.booleans(),
            ),
            max_size=3,
        ),
        "days": st.lists(
            st.sampled_from(
                ((11, 23, None, False, False), (12, 1, 2026, False, False), (11, 30, 1980, False, False),
                 (2, 29, 1988, False, False), (10, 15, None, True, False), (10, 20, 1970, True, True))
            ),
            max_size=2,
        ),
        "contacts": st.lists(st.sampled_from(("buys", "pays")), max_size=2),
    }  # fmt: skip
    return st.fixed_dictionaries(some)


def trees():
    days = st.sampled_from((1, 30, 31, 400))
    span = st.sampled_from((("at_least", "5"), ("at_most", "5"), ("at_most", "-1"), ("between", ["0", "10"])))
    leaf = st.one_of(
        st.tuples(st.sampled_from(("last_visit", "last_effective", "last_contact", "last_order")),
                  st.sampled_from(("within", "not_within")), days),
        st.tuples(st.sampled_from(("last_visit", "last_effective", "last_order", "last_payment")),
                  st.sampled_from(("ever", "never")), st.none()),
        st.builds(lambda f, s, d: (f, s[0], {"figures": s[1], "days": d}),
                  st.sampled_from(("visits", "effective_visits", "orders", "order_amount")), span, st.none() | days),
        st.builds(lambda op, which, d: ("bought_brand", op, {"which": which, "days": d}),
                  st.sampled_from(("any_of", "none_of")), st.sampled_from((["甲"], ["乙"], ["甲", "乙"])),
                  st.none() | days),
        st.builds(lambda f, s: (f, *s), st.sampled_from(("credit_limit", "own.beds", "contacts")), span),
        st.tuples(st.sampled_from(("credit_limit", "own.beds", "own.size", "own.since", "own.vip", "owner", "area",
                                   "group", "last_result", "city", "team")).filter(lambda f: f != "own.vip"),
                  st.sampled_from(("filled", "empty")), st.none()),
        st.tuples(st.just("own.vip"), st.just("is"), st.booleans()),
        st.tuples(st.just("own.size"), st.sampled_from(("in", "not_in")),
                  st.sampled_from((["big"], ["small", "big"]))),
        st.tuples(st.just("own.since"), st.just("past"), days),
        st.tuples(st.sampled_from(("city", "name")),
                  st.sampled_from(("contains", "contains_not", "is", "is_not", "starts")),
                  st.sampled_from(("台中", "臺中", "alpha", "藥局"))),
        st.tuples(st.just("GROUP"), st.sampled_from(("in", "not_in")), st.sets(st.integers(0, 2), min_size=1)),
        st.tuples(st.just("AREA"), st.sampled_from(("in", "not_in")), st.integers(1, 2)),
        st.tuples(st.just("last_result"), st.sampled_from(("in", "not_in")),
                  st.sampled_from((["talk"], ["order", "market_info"]))),
        st.tuples(st.just("anniversary"), st.just("coming"), st.sampled_from((1, 8, 100))),
        st.tuples(st.just("contact_role"), st.sampled_from(("in", "not_in")), st.just(["buys"])),
    )  # fmt: skip
    return st.recursive(
        leaf.map(lambda one: ("leaf", one)),
        lambda inner: (
            st.tuples(st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=3))
            | st.tuples(st.just("not"), inner)
        ),
        max_leaves=5,
    )


def as_json(tree, base):
    what, rest = tree
    if what == "not":
        return {"not": as_json(rest, base)}
    if what != "leaf":
        return {what: [as_json(one, base) for one in rest]}
    field, op, value = rest
    if field == "GROUP":
        field, value = "group", [str(base.groups[n].pk) for n in sorted(value)]
    if field == "AREA":
        field, value = "area", [base.areas[value].pk]
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


def means(node, one, base, reader, today):
    """Whether a condition means a customer, from plain values, one after the other."""
    if isinstance(node, Leaf):
        return bool(leaf_means(node, one, base, reader, today))
    if isinstance(node, All | AnyOf):
        return (all if isinstance(node, All) else any)(means(p, one, base, reader, today) for p in node.parts)
    return not means(node.part, one, base, reader, today)


NO = {"not_in": "in", "is_not": "is", "contains_not": "contains", "none_of": "any_of", "empty": "filled",
      "not_within": "within", "never": "ever"}  # fmt: skip


def leaf_means(leaf, one, base, reader, today):
    field, op, value = leaf.field, leaf.op, leaf.value
    if op in NO:
        return not leaf_means(Leaf(field, leaf.kind, NO[op], value), one, base, reader, today)
    visits = [(v, code) for v, code in one["visits"] if v.day <= today]
    in_person = [(v, code) for v, code in visits if v.channel == "visit"]
    good = [
        (v, c) for v, c in in_person
        if kpi.is_effective(
            kpi.VisitFacts(shut=v.shut, met_in_charge=v.met_in_charge, next_step_on=v.next_step_on,
                           outcomes=frozenset({c.counts_as} if c else ()))
        ).ok
    ]  # fmt: skip
    sold = [(MONDAY - timedelta(days=b), brand, q) for b, brand, q, gone in one["orders"] if not gone]
    sold = [line for line in sold if line[0] <= today]
    back = lambda days: date.min if days is None else today - timedelta(days=days)  # noqa: E731
    if leaf.kind == "since":
        days = {
            "last_visit": [v.day for v, _ in in_person], "last_effective": [v.day for v, _ in good],
            "last_contact": [v.day for v, _ in visits], "last_order": [s[0] for s in sold], "last_payment": [],
        }[field]  # fmt: skip
        return any(day > back(value) for day in days)
    if leaf.kind == "sum":
        span, period = value
        figure = {
            "visits": lambda: sum(v.day > back(period) for v, _ in in_person),
            "effective_visits": lambda: sum(v.day > back(period) for v, _ in good),
            "orders": lambda: sum(s[0] > back(period) for s in sold),
            "order_amount": lambda: sum((10 * s[2] for s in sold if s[0] > back(period)), 0),
        }[field]()
        return inside(span, figure)
    if field == "bought_brand":
        return any(BRANDS[brand] in value[0] and q > 0 and day > back(value[1]) for day, brand, q in sold)
    if field == "group":
        closed = {base.groups[0].pk: {0, 1}, base.groups[1].pk: {1}, base.groups[2].pk: {2}}
        seen = {g.pk for n, g in enumerate(base.groups) if n < 2 or reader == base.reps[0]}
        wanted = seen if op == "filled" else seen & set(value)
        return any(base.groups[n].pk in one["groups"] for pk in wanted for n in closed[pk])
    if field == "area":
        return one["area"] > 0 if op == "filled" else one["area"] in ({base.area.pk: (1, 2)}.get(value[0], (2,)))
    if field == "owner":
        return one["owner"] is not None
    if field == "team":
        return one["owner"] == base.reps[0]
    if field == "last_result":
        last = max(in_person, key=lambda pair: (pair[0].day, pair[0].arrived_at), default=(None, None))[1]
        return last is not None and (op == "filled" or last.code in value)
    if field == "anniversary":
        nexts = [next_occurrence(Yearly(m, d, y, lunar, leap), today) for m, d, y, lunar, leap in one["days"]]
        return any(on and on.days <= value for on in nexts)
    if field == "contacts":
        return inside(value, len(one["contacts"]))
    if field == "contact_role":
        return bool(set(value) & set(one["contacts"]))
    if field == "credit_limit":
        return one["limit"] is not None and (op == "filled" or inside(value, one["limit"]))
    if field.startswith("own."):
        kept = one["own"].get(field[4:])
        if kept is None or op == "filled":
            return kept is not None
        if field == "own.beds":
            return inside(value, Decimal(kept))
        if field == "own.size":
            return bool(set(kept) & set(value))
        return kept == value if field == "own.vip" else back(value) < date.fromisoformat(kept) <= today
    text = {"city": one["word"], "name": one["name"]}[field].casefold().replace("臺", "台")
    sought = "" if value is None else value.casefold().replace("臺", "台")
    return {"filled": bool(text), "contains": sought in text, "is": sought == text, "starts": text.startswith(sought)}[
        op
    ]


def inside(span, figure):
    return (span[0] is None or span[0] <= figure) and (span[1] is None or figure <= span[1])


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(drawn=st.lists(facts(), min_size=1, max_size=5), drawn_trees=st.lists(trees(), min_size=4, max_size=8))
def test_a_segment_means_what_brute_force_finds(at_time, drawn, drawn_trees):
    at_time(NOW)
    with transaction.atomic():
        base = Base(drawn)
        own = own_rules()
        for tree in drawn_trees:
            said = as_json(tree, base)
            node = read(said, own)
            for reader in (base.boss, *base.reps):
                for today in (MONDAY, MONDAY - timedelta(days=30)):
                    expected = {
                        row.name
                        for row, one in base.rows
                        if (reader == base.boss or one["owner"] == reader) and means(node, one, base, reader, today)
                    }
                    found = accounts_fitting(reader, node, today)
                    names = sorted(found.values_list("name", flat=True))
                    assert names == sorted(expected), (said, reader.name, today)
        transaction.set_rollback(True)
