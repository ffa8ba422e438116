"""The list of customers: exact totals, real pages, an order that holds, a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.customers.questions.listing import AccountFilter
from fieldday.readings.account_card import account_card
from fieldday.readings.accounts import SORTS, accounts_page
from fieldday.trade.models import Order, Payment
from tests.world import FRIDAY, MONDAY, account, order

pytestmark = pytest.mark.django_db


def _page(reader, sort="name", page=1, size=50, **wanted):
    return accounts_page(reader, wanted=AccountFilter(**wanted), sort=sort, page=page, size=size, today=MONDAY)


def test_a_row_says_when_it_was_visited_and_what_it_ordered(world):
    order(world.lotus, world.alice, world.tea, MONDAY.replace(year=2025))
    rows = {row.name: row for row in _page(world.alice).rows}
    lotus = rows["蓮花藥局"]
    assert (lotus.last_visit, lotus.last_order, lotus.year_amount) == (FRIDAY, FRIDAY, Decimal(200))
    assert (lotus.owner, lotus.area, lotus.flags) == ("Alice", "北區", ())
    assert (rows["晨光商行"].last_visit, rows["晨光商行"].year_amount) == (None, Decimal(0))
    assert rows["晨光商行"].flags == ("no_place",)


def test_cancelled_orders_are_apart(world):
    Order.objects.unscoped("set up").filter(account=world.lotus).update(cancelled=True)
    lotus = next(row for row in _page(world.alice).rows if row.number == "C1")
    assert (lotus.last_order, lotus.year_amount) == (None, Decimal(0))


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_everything_once_in_every_order(world, sort):
    for number in range(11):
        account(f"X{number}", "同名", world.alice)
    seen = [row.id for page in (1, 2, 3) for row in _page(world.alice, sort, page, 5).rows]
    assert len(seen) == len(set(seen)) == _page(world.alice, sort).total == 13


@pytest.mark.parametrize("sort", SORTS)
def test_pages_far_down_are_found_another_way_and_are_the_same(world, sort, monkeypatch):
    near = [_page(world.mona, sort, page, 4) for page in (1, 2)]
    monkeypatch.setattr("fieldday.readings.accounts.DEEP", 0)
    assert [_page(world.mona, sort, page, 4) for page in (1, 2)] == near


def test_a_page_knows_its_place(world):
    page = _page(world.mona, page=99, size=4)
    assert (page.number, page.pages, page.total, page.first, page.last) == (2, 2, 6, 5, 6)
    assert (page.previous, page.next) == (1, 2)
    empty = _page(world.mona, search="沒有這家")
    assert (empty.rows, empty.total, empty.pages, empty.first, empty.last) == ((), 0, 1, 0, 0)


def test_sorting_by_visit_puts_the_forgotten_first(world):
    assert [row.name for row in _page(world.alice, "visit").rows] == ["晨光商行", "蓮花藥局"]
    assert [row.name for row in _page(world.alice, "-visit").rows] == ["蓮花藥局", "晨光商行"]
    assert _page(world.alice, "password").rows == _page(world.alice).rows


def test_not_visited_for_days(world):
    assert {row.name for row in _page(world.alice, unvisited="3").rows} == {"晨光商行", "蓮花藥局"}
    assert {row.name for row in _page(world.alice, unvisited="4").rows} == {"晨光商行"}


def test_queries_do_not_grow_with_the_rows(world, django_assert_max_num_queries):
    for number in range(50):
        account(f"X{number}", f"客戶 {number}", world.alice, world.north)
    with django_assert_max_num_queries(8):
        page = _page(world.alice, "visit", owner=str(world.alice.pk), area=str(world.north.pk), search="客戶")
    assert len(page.rows) == 50


def test_the_card_sums_to_the_cent(world):
    order(world.lotus, world.alice, world.tea, MONDAY.replace(year=2025), "3")
    order(world.lotus, world.alice, world.tea, MONDAY.replace(year=2025) + timedelta(days=9), "5")
    Payment.objects.create(account=world.lotus, paid_on=FRIDAY, amount=Decimal("0.01"))
    card = account_card(world.bob, world.lotus.pk, today=MONDAY)
    assert card is not None
    assert (card.orders.year, card.orders.year_before, card.orders.last_year) == (200, 750, 2000)
    assert (card.orders.total, card.orders.count, card.orders.usual_days) == (2200, 3, 181)
    assert (card.payments.total, card.payments.count) == (Decimal("1500.51"), 2)
    assert (card.visits.count, card.visits.last_on) == (1, FRIDAY)
    assert [contact.name for contact in card.contacts] == ["王蓮花"]
    assert account_card(world.charlie, world.lotus.pk, today=MONDAY) is None
