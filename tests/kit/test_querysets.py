"""A visible noun's rows come out only after somebody said for whom: every way to a row is tried."""

import pickle

import pytest
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery

from fieldday.customers.models import Account
from fieldday.kit.querysets import NotScoped
from fieldday.people.models import Person
from fieldday.trade.models import Order, OrderLine

pytestmark = pytest.mark.django_db
ALL = Account.objects

WAYS = {
    "list": lambda: list(ALL.all()),
    "bool": lambda: bool(ALL.all()),
    "len": lambda: len(ALL.all()),
    "index": lambda: ALL.all()[0],
    "slice": lambda: list(ALL.all()[:2]),
    "step": lambda: ALL.all()[:4:2],
    "contains": lambda: ALL.contains(Account()),
    "in": lambda: Account() in ALL.all(),
    "count": lambda: ALL.count(),
    "exists": lambda: ALL.exists(),
    "aggregate": lambda: ALL.aggregate(n=Count("pk")),
    "iterator": lambda: list(ALL.iterator()),
    "get": lambda: ALL.get(pk=None),
    "first": lambda: ALL.first(),
    "last": lambda: ALL.last(),
    "earliest": lambda: ALL.earliest("created_at"),
    "latest": lambda: ALL.latest("created_at"),
    "in_bulk": lambda: ALL.in_bulk(),
    "values": lambda: list(ALL.values("name")),
    "values_list": lambda: list(ALL.values_list("name", flat=True)),
    "dates": lambda: list(ALL.datetimes("created_at", "year")),
    "distinct": lambda: list(ALL.order_by("name").distinct()),
    "filter": lambda: list(ALL.filter(name="x")),
    "exclude": lambda: list(ALL.exclude(name="x")),
    "annotate": lambda: list(ALL.annotate(n=Count("orders"))),
    "only": lambda: list(ALL.only("name")),
    "select_related": lambda: list(ALL.select_related("owner")),
    "select_for_update": lambda: list(ALL.select_for_update()),
    "update": lambda: ALL.update(name="x"),
    "update by F": lambda: ALL.filter(pk=None).update(version=F("version")),
    "delete": lambda: ALL.all().delete(),
    "bulk_update": lambda: ALL.bulk_update([Account(name="x")], ["name"]),
    "get_or_create": lambda: ALL.get_or_create(name="x"),
    "update_or_create": lambda: ALL.update_or_create(name="x"),
    "raw": lambda: list(ALL.raw("SELECT * FROM customers_account")),
    "explain": lambda: ALL.all().explain(),
    "pickle": lambda: pickle.dumps(ALL.all()),
    "or": lambda: ALL.filter(name="x") | ALL.filter(name="y"),
    "and": lambda: ALL.filter(name="x") & ALL.filter(name="y"),
    "xor": lambda: ALL.filter(name="x") ^ ALL.filter(name="y"),
    "union": lambda: list(ALL.all().union(ALL.all())),
    "union of an opened one": lambda: list(ALL.unscoped("test").union(ALL.all())),
    "intersection": lambda: list(ALL.unscoped("test").intersection(ALL.all())),
    "difference": lambda: list(ALL.unscoped("test").difference(ALL.all())),
    "or with an opened one": lambda: ALL.unscoped("test") | ALL.filter(name="x"),
    "in a filter": lambda: list(Order.objects.unscoped("test").filter(account__in=ALL.all())),
    "as a value": lambda: list(Order.objects.unscoped("test").filter(account_id=ALL.values("pk")[:1])),
    "subquery": lambda: list(Order.objects.unscoped("test").annotate(a=Subquery(ALL.values("pk")[:1]))),
    "exists in a filter": lambda: list(Order.objects.unscoped("test").filter(Exists(ALL.filter(pk=OuterRef("pk"))))),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_the_rows_is_open(world, way):
    with pytest.raises(NotScoped), transaction.atomic():
        WAYS[way]()
    assert Account.objects.unscoped("nothing was touched").filter(name="x").count() == 0


def test_what_hangs_on_a_row_is_guarded_too(world):
    order = world.alices.order
    for guarded in (order.lines.all(), world.alice.accounts.all(), world.alice.plans.all(), world.lotus.visits.all()):
        with pytest.raises(NotScoped):
            list(guarded)
        with pytest.raises(NotScoped):
            guarded.count()
    with pytest.raises(NotScoped):
        list(Order.objects.unscoped("test").prefetch_related("lines"))
    opened = Order.objects.unscoped("test").prefetch_related(
        Prefetch("lines", OrderLine.objects.unscoped("the lines of an order in sight"))
    )
    assert sum(len(one.lines.all()) for one in opened) == 2


async def _async_ways():
    for way in (ALL.acount, ALL.aexists, ALL.afirst):
        with pytest.raises(NotScoped):
            await way()
    with pytest.raises(NotScoped):
        async for _row in ALL.all():
            pass
    with pytest.raises(NotScoped):
        async for _row in ALL.all().aiterator():
            pass


def test_no_asynchronous_way_is_open_either(world):
    from asgiref.sync import async_to_sync

    async_to_sync(_async_ways)()


def test_an_opened_queryset_stays_open_through_its_descendants(world):
    opened = Account.objects.visible_to(world.alice)
    assert {a.name for a in opened.filter(~Q(name="x")).order_by("name").select_related("owner")} == {
        "蓮花藥局",
        "晨光商行",
    }
    assert opened.values_list("pk").union(opened.values_list("pk")).count() == 2
    assert Order.objects.visible_to(world.alice).filter(account__in=opened).count() == 1
    assert (opened | Account.objects.visible_to(world.adam)).count() == 3
    assert pickle.loads(pickle.dumps(opened)).count() == 2  # noqa: S301  # our own


def test_nobody_sees_nothing(world):
    from django.contrib.auth.models import AnonymousUser

    assert Account.objects.visible_to(None).count() == 0
    assert Account.objects.visible_to(AnonymousUser()).count() == 0
    assert Person.objects.visible_to(Person()).count() == 0


def test_everything_wants_a_reason():
    for reason in ("", "  "):
        with pytest.raises(NotScoped):
            Account.objects.unscoped(reason)


def test_rows_can_be_made_and_kept_without_being_opened(world):
    """Writing one's own row names it already; it is finding rows that must say for whom."""
    made = Account.objects.create(name="新客戶", created_at=world.lotus.created_at)
    made.name = "新的客戶"
    made.save()
    made.refresh_from_db()
    assert made.name == "新的客戶"
    made.delete()
