"""The tree: who stands where, whose rows every sum covers, and a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.trade.models import Payment
from fieldday.visits.models import Visit
from fieldday.visits.questions.day_rows import Whose, order_rows, payment_rows, visit_rows
from fieldday.visits.questions.day_sums import day_sums
from fieldday.visits.questions.person_days import person_days
from fieldday.visits.questions.tree import people_tree, who_owes
from tests import world as tiny
from tests.visits.crowd import crowd, queries
from tests.world import FRIDAY, MONDAY, moment

pytestmark = pytest.mark.django_db


def shape(tree):
    return [("  " * node.depth) + node.person.name + ("*" if node.own else "") for node in tree.nodes]


def test_the_director_sees_the_tree_as_it_stands(world):
    tree = people_tree(world.diana, FRIDAY)
    assert shape(tree) == [
        "Diana", "  Mona", "    Bob", "      Adam", "      Alice", "    Carol", "      Charlie", "    Dora",
    ]  # fmt: skip
    assert sum(node.closes for node in tree.nodes) == sum(node.reports > 0 for node in tree.nodes) == 4


def test_every_branch_sums_the_rows_below_it(world):
    tree = people_tree(world.diana, FRIDAY)
    bob = next(node for node in tree.nodes if node.person == world.bob)
    assert (bob.branch.visited, bob.branch.effective, bob.branch.stops) == (1, 1, 1)
    assert (bob.branch.booked, bob.branch.collected) == (Decimal(200), Decimal("1500.50"))
    assert (tree.total.people, tree.total.visited) == (8, 2)
    assert tree.total.booked == Decimal(700)
    assert (tree.total.wrote, tree.total.owes, tree.total.due) == (2, 0, 2)


def test_a_sum_covers_only_the_rows_the_reader_may_see(world):
    tree = people_tree(world.bob, FRIDAY)
    assert shape(tree) == ["Bob", "  Adam", "  Alice"]
    assert tree.total.booked == Decimal(200)


def test_a_leader_who_sells_has_a_row_of_his_own(world):
    tiny.order(world.harbour, world.bob, world.tea, FRIDAY)
    tree = people_tree(world.bob, FRIDAY)
    assert shape(tree) == ["Bob", "  Bob*", "  Adam", "  Alice"]
    assert (tree.nodes[0].branch.booked, tree.nodes[1].branch.booked) == (Decimal(700), Decimal(500))
    assert tree.total.people == 3


@pytest.mark.parametrize("name", ["diana", "mona", "bob", "carol", "charlie", "oscar", "uma"])
def test_totals_equal_the_rows_behind_them(world, name):
    tiny.order(world.reef, None, world.soap, FRIDAY)
    tiny.order(world.lotus, world.charlie, world.soap, FRIDAY)  # taken at a customer of another line
    Payment.objects.create(account=world.reef, paid_on=FRIDAY, amount=Decimal(70))
    reader = getattr(world, name)
    tree = people_tree(reader, FRIDAY)
    orders, payments = order_rows(reader, FRIDAY, Whose()), payment_rows(reader, FRIDAY, Whose())
    assert tree.total.booked == orders.sum == sum(row.amount for row in orders.page.rows)
    assert tree.total.collected == payments.sum == sum(row.amount for row in payments.page.rows)
    visits = visit_rows(reader, FRIDAY, Whose())
    facts = [fact for _person, fact in visits.page.rows]
    assert tree.total.visited == sum(not fact.shut for fact in facts)
    assert tree.total.effective == visit_rows(reader, FRIDAY, Whose(), "effective").page.total
    assert (visits.ordered, visits.collected) == (
        sum(fact.ordered for fact in facts),
        sum(fact.collected for fact in facts),
    )
    for node in tree.nodes:
        whose = Whose(node.person, branch=True)
        assert node.branch.booked == order_rows(reader, FRIDAY, whose).sum


def test_the_office_sees_people_without_papers(world):
    tree = people_tree(world.oscar, FRIDAY)
    assert not tree.papers
    assert {node.day.plan_status for node in tree.nodes} == {""}
    assert {node.day.report_status for node in tree.nodes} == {""}
    assert tree.total.visited == 2
    page = person_days(world.oscar, world.alice.pk, until=FRIDAY)
    assert not page.papers and page.may_invite


def test_a_shut_place_is_no_visit_and_an_unplanned_one_shows(world):
    Visit.objects.create(
        person=world.alice, account=world.dawn, day=FRIDAY, shut=True, arrived_at=moment(FRIDAY, 12),
        left_at=moment(FRIDAY, 12),
    )  # fmt: skip
    row = day_sums(world.bob, FRIDAY, FRIDAY)[world.alice.pk, FRIDAY]
    assert (row.visited, row.shut, row.unplanned, row.executed) == (1, 1, 0, 1)
    assert visit_rows(world.bob, FRIDAY, Whose(world.alice), "shut").page.total == 1


def test_who_owes_a_report(world):
    assert who_owes(world.bob, FRIDAY) == ()
    assert [person.name for person in who_owes(world.bob, MONDAY)] == ["Alice"]
    assert who_owes(world.oscar, MONDAY) == (), "the office is not told of papers"


def test_queries_do_not_grow_with_people(world):
    crowd(world, 3)
    few = queries(lambda: people_tree(world.diana, FRIDAY))
    crowd(world, 27, start=3)
    assert people_tree(world.diana, FRIDAY).total.people == 38
    assert queries(lambda: people_tree(world.diana, FRIDAY)) <= few <= 14


def test_a_persons_days(world):
    page = person_days(world.bob, world.alice.pk, until=MONDAY)
    assert [one.day for one in page.days][:2] == [MONDAY, FRIDAY], "days off are left out"
    assert (page.first.sums.plan_status, page.days[1].sums.report_status) == ("submitted", "sent")
    assert page.total.booked == Decimal(200)
    assert (page.customers, page.superior, page.may_invite, page.papers) == (2, world.bob, True, True)
    assert person_days(world.alice, world.alice.pk, until=MONDAY).superior is None, "not in her sight"
    assert person_days(world.bob, world.charlie.pk, until=MONDAY) is None
    assert person_days(world.bob, 10**9, until=MONDAY) is None
    assert person_days(world.bob, world.alice.pk, until=MONDAY + timedelta(days=30)).total.booked == 0


def test_of_a_long_tree_the_upper_levels_are_shown_and_each_branch_is_to_be_had(world):
    crowd(world, 60)
    tree = people_tree(world.diana, FRIDAY)
    assert shape(tree) == ["Diana", "  Mona", "    Bob", "    Carol", "    Dora"]
    assert [node.folded for node in tree.nodes] == [False, False, True, True, False]
    assert sum(node.closes for node in tree.nodes) == 2
    assert tree.nodes[2].branch.people == 63
    branch = people_tree(world.diana, FRIDAY, under=world.bob.pk)
    assert {node.depth for node in branch.nodes} == {3} and len(branch.nodes) == 62
    assert people_tree(world.bob, FRIDAY, under=world.charlie.pk) is None


def test_rows_come_in_pages_and_their_sums_are_of_all(world):
    crowd(world, 60)
    second = visit_rows(world.bob, FRIDAY, Whose(), page="2")
    assert (second.page.total, second.page.number, len(second.page.rows)) == (61, 2, 11)
    assert second.ordered == order_rows(world.bob, FRIDAY, Whose()).sum == Decimal(61 * 200)
