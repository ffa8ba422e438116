"""Search everywhere finds what is there, and nothing that the reader may not see. Both databases."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact, Group, Segment
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.readings.finding import MOST_READ, find, find_all, opened
from fieldday.trade.models import Order
from tests.house.oracle import expected
from tests.house.test_sight import Company, companies
from tests.world import MONDAY, NOW, account

pytestmark = pytest.mark.django_db


def found(reader, text, kind=None):
    """{kind: names} of what a text finds; of one kind its names alone."""
    answer = find(reader, text, today=MONDAY)
    names = {one.kind: [hit.name for hit in one.hits] for one in answer.kinds}
    return names if kind is None else names.get(kind, [])


def test_one_box_finds_a_customer_his_people_and_their_numbers(world):
    lotus = world.lotus
    lotus.tax_id, lotus.phone = "12345675", "(02) 2345-6789"
    lotus.save()
    Contact.objects.create(account=lotus, name="林 臺生", mobile="0987-654-321", email="lin@lotus.tw")
    write_search_rows([lotus])
    assert lotus.name in found(world.alice, lotus.name[:2], "account")
    assert found(world.alice, "12345675", "account") == [lotus.name]
    for typed in ("0987654321", "+886 987-654-321", "0987 654"):
        assert found(world.alice, typed, "contact") == ["林 臺生"], typed
    assert found(world.alice, "02-2345 6789", "account") == [lotus.name]
    assert found(world.alice, "林台生", "contact") == ["林 臺生"]
    assert found(world.alice, "lin@lotus", "contact") == ["林 臺生"]
    assert found(world.alice, f"臺生 {lotus.name[2:]}", "contact") == ["林 臺生"]
    assert "林 臺生" not in found(world.alice, lotus.name[:2], "contact")  # his own texts do not hold it


def test_papers_are_found_by_whose_and_of_which_day(world):
    assert found(world.bob, f"{world.alice.name} 11/20") == {"report": [world.alice.name], "plan": [world.alice.name]}
    assert found(world.adam, f"{world.alice.name} 11/20") == {}
    assert found(world.oscar, "11/20") == {}  # the office reads no papers


def test_an_order_is_found_by_how_its_number_begins(world):
    order = Order.objects.unscoped("test").filter(account=world.lotus).first()
    order.external_id = "SO-20261120-7"
    order.save()
    assert found(world.alice, "so-2026", "order") == ["SO-20261120-7"]
    assert found(world.alice, "20261120", "order") == []
    assert found(world.charlie, "so-2026") == {}


def test_an_order_whose_customer_went_to_others_leads_to_the_day_instead(world):
    order = Order.objects.unscoped("test").filter(account=world.lotus).first()
    order.external_id = "SO-1"
    order.save()
    Account.objects.unscoped("test").filter(pk=world.lotus.pk).update(owner=world.charlie)
    (hit,) = find(world.alice, "SO-1", today=MONDAY).kinds[0].hits
    assert hit.leads == ("day-bookings", (world.alice.pk, order.ordered_on))


def test_groups_and_segments_are_found_by_name_and_only_by_those_who_see_them(world):
    Group.objects.create(name="重要藥局", owner=world.alice, at=NOW)
    Segment.objects.create(name="藥局沒去", owner=world.alice, share="company", at=NOW, condition={})
    mine, his = found(world.alice, "藥局"), found(world.charlie, "藥局")
    assert (mine["segment"], mine["group"]) == (["藥局沒去"], ["重要藥局"])
    assert his["segment"] == ["藥局沒去"]
    assert "group" not in his


def test_a_draft_is_its_writers_own(world):
    plan_of_alice = find(world.bob, f"{world.alice.name} 11/23", today=MONDAY)
    world.alices.plan.status = "draft"
    world.alices.plan.save()
    assert "plan" in {one.kind for one in plan_of_alice.kinds}
    assert "plan" not in found(world.bob, f"{world.alice.name} 11/23")
    assert "plan" in found(world.alice, f"{world.alice.name} 11/23")


def test_the_best_stand_first_among_thousands_and_the_rest_is_paged(world):
    for n in range(MOST_READ + 30):
        account(f"Z{n:03}", f"大東藥局 {n:03}", world.alice, world.north)
    account("Z999", "東藥", world.alice, world.north)
    answer = find(world.alice, "東藥", today=MONDAY)
    (customers,) = answer.kinds
    assert customers.hits[0].name == "東藥"
    assert (customers.count, customers.more) == (MOST_READ, True)
    _sought, first = find_all(world.alice, "東藥", "account", "", today=MONDAY)
    _sought, last = find_all(world.alice, "東藥", "account", "3", today=MONDAY)
    assert (first.rows[0].name, first.total, len(last.rows)) == ("東藥", MOST_READ + 31, 31)


def test_a_box_asks_as_much_for_many_as_for_few(world):
    find(world.bob, "東藥", today=MONDAY)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            find(world.bob, "東藥", today=MONDAY)
        return len(queries)

    before = asked()
    for n in range(50):
        account(f"Z{n}", f"大東藥局 {n}", world.alice, world.north)
    assert asked() == before <= 10


def test_what_was_opened_is_offered_while_it_is_in_sight(world):
    refs = [("account", str(world.maple.pk)), ("account", str(world.lotus.pk)), ("person", str(world.alice.pk)),
            ("account", "no id"), ("order", str(world.lotus.pk)), ("account", str(world.lotus.pk))]  # fmt: skip
    assert [hit.name for hit in opened(world.alice, refs)] == [world.lotus.name, world.alice.name]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=companies())
def test_nobody_finds_or_counts_what_he_may_not_see(db, drawn, at_time):
    at_time(NOW)  # deputies are drawn around this day
    with transaction.atomic():
        company = Company(drawn)
        write_search_rows([row for row, _owner in company.accounts])
        for number, (order, *_rest) in enumerate(company.facts):
            order.external_id = f"7N-{number}"
            order.save()
        for plan, _stop, report, *_rest in company.papers:
            type(plan).objects.unscoped("test").filter(pk=plan.pk).update(status="submitted")
            type(report).objects.unscoped("test").filter(pk=report.pk).update(status="sent")
        for number, person in enumerate(company.people):
            reader = Person.objects.unscoped("a new request").get(pk=person.pk)
            compare(company, reader, company.key(number))
        transaction.set_rollback(True)


def compare(company, reader, key):
    oracle = company.oracle
    customers = [(row.pk, (key, company.key(owner))) for row, owner in company.accounts]
    orders = [
        (order.pk, (key, company.key(owner), company.key(taker))) for order, _p, _v, owner, taker, *_ in company.facts
    ]
    people = [(person.pk, (key, person.pk)) for person in company.people]
    seen = {
        "客戶": {"account": expected(customers, oracle.sees_account)},
        "7N-": {"order": expected(orders, oracle.sees_fact)},
        "P": {"person": expected(people, oracle.sees_person)},
    }
    for text, kinds in seen.items():
        answer = {one.kind: one for one in find(reader, text, today=clock.today(), most=100).kinds}
        for kind, pks in kinds.items():
            hits = {hit.pk for hit in answer[kind].hits} if kind in answer else set()
            assert (hits, answer[kind].count if kind in answer else 0) == (pks, len(pks)), (text, kind)
            _sought, page = find_all(reader, text, kind, "", today=clock.today())
            assert page.total == len(pks)
    papers = [
        (plan.pk, (key, company.key(w), set() if s is None else {company.key(s)}))
        for plan, _s, _r, w, s in company.papers
    ]
    wanted = expected(papers, oracle.sees_paper)
    answer = {one.kind: one for one in find(reader, "P", today=MONDAY, most=100).kinds}
    assert {hit.pk for hit in answer["plan"].hits} == wanted if wanted else "plan" not in answer
