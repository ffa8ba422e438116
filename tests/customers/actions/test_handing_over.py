"""Customers handed over: history, sight, a kill in between, and the way back. Both databases."""

from datetime import date, timedelta

import pytest

from fieldday.customers.actions import hand_over_running
from fieldday.customers.actions.hand_over_running import run_hand_overs
from fieldday.customers.actions.handing_over import hand_over, take_back
from fieldday.customers.models import Account, HandOver, HandOverRow, Ownership
from fieldday.kit.refusals import Refused
from fieldday.notices.actions.telling import tell_news
from fieldday.notices.models import Notice
from fieldday.trail.models import Event
from fieldday.trail.sealing import seal
from fieldday.visits.models import Visit
from tests.world import MONDAY, NOW, TUESDAY, account, moment

pytestmark = pytest.mark.django_db


def owner(customer):
    return Account.objects.unscoped("test").get(pk=customer.pk).owner


def history(customer):
    rows = Ownership.objects.unscoped("test").filter(account=customer).order_by("since")
    return list(rows.values_list("owner__name", "since"))


def ask(world, *, by=None, on=MONDAY, to=None):
    moves = {world.lotus.pk: (to or world.adam).pk, world.dawn.pk: (to or world.adam).pk}
    return hand_over(by=by or world.bob, moves=moves, on=on, at=NOW)


def test_customers_go_today_with_their_history(world):
    before = history(world.lotus)
    row = ask(world)
    assert owner(world.lotus) == world.alice  # asked for, not yet done
    assert run_hand_overs(at=NOW) == 2
    assert owner(world.lotus) == owner(world.dawn) == world.adam
    assert history(world.lotus) == [*(pair for pair in before if pair[1] != MONDAY), ("Adam", MONDAY)]
    row.refresh_from_db()
    assert (row.state, row.done_rows) == ("done", 2)
    assert run_hand_overs(at=NOW) == 0  # done once
    events = Event.objects.filter(verb="customers.account.handed_over")
    assert {event.account_id for event in events} == {world.lotus.pk, world.dawn.pk}


def test_a_day_ahead_waits_for_it_and_may_be_called_off(world):
    row = ask(world, on=TUESDAY)
    assert run_hand_overs(at=NOW) == 0
    assert run_hand_overs(at=moment(TUESDAY, 0, 1)) == 2
    assert owner(world.lotus) == world.adam
    other = hand_over(by=world.bob, moves={world.lotus.pk: world.alice.pk}, on=TUESDAY + timedelta(9), at=NOW)
    assert take_back(by=world.bob, hand_over_id=other.pk, at=NOW).state == "cancelled"
    assert run_hand_overs(at=moment(TUESDAY + timedelta(20))) == 0
    assert row.pk != other.pk


@pytest.mark.parametrize("who", ["alice", "carol", "uma"])
def test_nobody_hands_over_what_is_not_his(world, who):
    with pytest.raises(Refused):
        ask(world, by=getattr(world, who))
    assert not HandOver.objects.unscoped("test").exists()


def test_a_superior_gives_to_his_own_line_only_and_the_office_to_anybody(world):
    with pytest.raises(Refused) as refusal:
        ask(world, to=world.charlie)
    assert refusal.value.reasons[0].field == "to"
    ask(world, by=world.oscar, to=world.charlie)
    assert run_hand_overs(at=NOW) == 2
    assert owner(world.lotus) == world.charlie


def test_a_bad_day_and_an_empty_hand_over_are_refused_at_their_fields(world):
    for on in (date(2026, 11, 22), date(2099, 1, 1)):
        with pytest.raises(Refused) as refusal:
            ask(world, on=on)
        assert refusal.value.reasons[0].field == "on"
    with pytest.raises(Refused) as refusal:
        hand_over(by=world.bob, moves={world.lotus.pk: world.alice.pk}, on=MONDAY, at=NOW)
    assert refusal.value.code == "customers.hand_over.nothing"


def test_who_changed_hands_or_left_meanwhile_is_left_alone(world):
    ask(world, on=TUESDAY)
    Account.objects.unscoped("test").filter(pk=world.lotus.pk).update(owner=world.bob)
    assert run_hand_overs(at=moment(TUESDAY)) == 1
    assert owner(world.lotus) == world.bob
    kept = HandOverRow.objects.unscoped("test").get(account=world.lotus)
    assert kept.kept == "customers.hand_over.kept_moved"
    other = hand_over(by=world.bob, moves={world.lotus.pk: world.adam.pk}, on=MONDAY, at=NOW)
    type(world.adam).objects.unscoped("test").filter(pk=world.adam.pk).update(is_active=False)
    assert run_hand_overs(at=NOW) == 0
    kept = HandOverRow.objects.unscoped("test").get(hand_over=other)
    assert kept.kept == "customers.hand_over.kept_left"


def test_a_kill_in_between_loses_nothing_and_does_nothing_twice(world, monkeypatch):
    for n in range(4):
        account(f"H{n}", f"交接 {n}", world.alice, world.north)
    rows = Account.objects.unscoped("test").filter(owner=world.alice)
    row = hand_over(by=world.bob, moves={one.pk: world.adam.pk for one in rows.all()}, on=MONDAY, at=NOW)
    monkeypatch.setattr(hand_over_running, "AT_ONCE", 2)
    done, calls = hand_over_running._done, []

    def killed(*args):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return done(*args)

    monkeypatch.setattr(hand_over_running, "_done", killed)
    with pytest.raises(KeyboardInterrupt):
        run_hand_overs(at=NOW)
    assert rows.count() == row.total - 2
    assert run_hand_overs(at=NOW) == 0  # somebody still holds it
    assert run_hand_overs(at=NOW + timedelta(minutes=4)) == row.total - 2
    assert rows.count() == 0
    row.refresh_from_db()
    assert (row.state, row.done_rows) == ("done", row.total)
    assert Event.objects.filter(verb="customers.account.handed_over").count() == row.total


def test_taken_back_are_those_to_whom_nothing_happened_since(world):
    before = {one: history(one) for one in (world.lotus, world.dawn)}
    row = ask(world)
    run_hand_overs(at=NOW)
    later = NOW + timedelta(hours=1)
    Visit.objects.create(person=world.adam, account=world.dawn, day=MONDAY, arrived_at=later, left_at=later)
    event = Event.objects.filter(account_id=world.dawn.pk).first()
    Event.objects.create(at=later, by_id=world.adam.pk, verb="visits.visit.arrived", noun="visits.visit", noun_id="1",
                         account_id=world.dawn.pk, changes={})  # fmt: skip
    assert event is not None
    take_back(by=world.bob, hand_over_id=row.pk, at=later)
    assert run_hand_overs(at=later) == 1
    assert (owner(world.lotus), owner(world.dawn)) == (world.alice, world.adam)
    assert [pair[0] for pair in history(world.lotus)][-1] == "Alice"
    assert history(world.lotus) == before[world.lotus] or history(world.lotus) == [("Alice", MONDAY)]
    row.refresh_from_db()
    assert row.state == "undone"
    with pytest.raises(Refused):
        take_back(by=world.bob, hand_over_id=row.pk, at=later)


def test_who_got_something_by_it_does_not_take_it_back(world):
    row = hand_over(by=world.oscar, moves={world.lotus.pk: world.charlie.pk}, on=MONDAY, at=NOW)
    run_hand_overs(at=NOW)
    for person in (world.carol, world.charlie, world.alice):  # Carol sees it: it came to her line
        with pytest.raises(Refused):
            take_back(by=person, hand_over_id=row.pk, at=NOW)
    assert take_back(by=world.ada, hand_over_id=row.pk, at=NOW).state == "undoing"


def test_the_new_owner_is_told_once_and_sees_what_came(world):
    row = ask(world)
    run_hand_overs(at=NOW)
    seal(at=NOW)
    tell_news(at=NOW)
    (notice,) = Notice.objects.unscoped("test").filter(person=world.adam, kind="customers_moved")
    assert (notice.noun, notice.noun_id, notice.params["count"]) == ("customers.handover", str(row.pk), 2)
    assert HandOver.objects.visible_to(world.adam).filter(pk=row.pk).exists()
    assert not HandOver.objects.visible_to(world.charlie).filter(pk=row.pk).exists()
