"""Merging: everything comes along, nothing is lost, and until somebody changes either side it can be taken apart."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.actions import merging
from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.merging import choices, likely, merge_accounts
from fieldday.customers.models import (
    Account,
    AccountNote,
    AccountSearch,
    Anniversary,
    Attachment,
    Candidate,
    Consent,
    Contact,
    Group,
    GroupMember,
    Merge,
    NotTheSame,
    Ownership,
    Place,
    StatusChange,
)
from fieldday.customers.questions.merges import gone_into, kept_for
from fieldday.kit.moving import pointing
from fieldday.kit.refusals import Refused
from fieldday.trade.models import Order, Payment
from fieldday.trail.models import Event
from fieldday.visits.actions.plan_approval import approve_plan, submit_plan, withdraw_plan
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import Plan, Stop, Visit
from fieldday.visits.questions.addenda import addenda_of
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.papers_verified import verify_papers
from tests.house.tables import everything
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db
LATER = moment(MONDAY, 15)
WHY = "test"


@pytest.fixture(autouse=True)
def _found_as_verbs_keep_them(world):
    merging.write_search_rows(Account.objects.unscoped(WHY))


def _by(world):
    return {"by": world.alice, "at": NOW}


# One row for each way to point at a customer. A noun that is not here fails the test below: add it, and it is moved.
POINTS = {
    "customers.Account.parent_id": lambda w, a: Account.objects.create(name="分店", parent=a, created_at=NOW),
    "customers.Account.dealer_id": lambda w, a: Account.objects.create(name="終端", dealer=a, created_at=NOW),
    "customers.AccountSearch.account_id": lambda w, a: AccountSearch.objects.get(account=a),
    "customers.AccountNote.account_id": lambda w, a: AccountNote.objects.create(account=a, text="嗜茶", day=MONDAY, **_by(w)),
    "customers.Anniversary.account_id": lambda w, a: Anniversary.objects.create(account=a, month=2, day=3),
    "customers.Attachment.account_id": lambda w, a: Attachment.objects.create(
        account=a, path=f"x/{a.pk}", name="合約.pdf", type="application/pdf", size=1, **_by(w)
    ),
    "customers.Candidate.one_id": lambda w, a: Candidate.objects.create(one=a, other=w.fir, score=700, certain=False),
    "customers.Candidate.other_id": lambda w, a: Candidate.objects.create(one=w.harbour, other=a, score=700, certain=False),
    "customers.Consent.account_id": lambda w, a: Consent.objects.create(
        account=a, channel=Consent.CHANNELS[0], given=False, source="口頭", day=MONDAY, **_by(w)
    ),
    "customers.Contact.account_id": lambda w, a: Contact.objects.create(account=a, name="陳小姐"),
    "customers.GroupMember.account_id": lambda w, a: GroupMember.objects.create(group=_group(w), account=a, **_by(w)),
    "customers.Merge.kept_id": lambda w, a: Merge.objects.create(
        kept=a, gone_id=uuid4(), gone={"account": {"external_id": None}}, moved={}, changed={}, version=0, **_by(w)
    ),
    "customers.NotTheSame.one_id": lambda w, a: NotTheSame.objects.create(one=a, other=w.fir, **_by(w)),
    "customers.NotTheSame.other_id": lambda w, a: NotTheSame.objects.create(one=w.harbour, other=a, **_by(w)),
    "customers.Ownership.account_id": lambda w, a: Ownership.objects.create(
        account=a, owner=w.adam, since=date(2025, 1, 1)
    ),
    "customers.Place.account_id": lambda w, a: Place.objects.create(account=a, address="倉庫"),
    "customers.StatusChange.account_id": lambda w, a: StatusChange.objects.create(
        account=a, status="dormant", day=date(2026, 1, 1), **_by(w)
    ),
    "trade.Order.account_id": lambda w, a: Order.objects.create(account=a, person=w.alice, ordered_on=MONDAY),
    "trade.Payment.account_id": lambda w, a: Payment.objects.create(
        account=a, person=w.alice, paid_on=MONDAY, amount=Decimal(5)
    ),
    "visits.Visit.account_id": lambda w, a: Visit.objects.create(
        account=a, person=w.alice, day=MONDAY, arrived_at=NOW, left_at=LATER
    ),
    "visits.Stop.account_id": lambda w, a: Stop.objects.create(plan=w.alices.plan, account=a, position=90),
}  # fmt: skip


def _group(world):
    return Group.objects.unscoped(WHY).first() or Group.objects.create(name="重要客戶", owner=world.alice, at=NOW)


def merge(world, *, by=None, kept="lotus", gone="dawn", at=NOW, **chosen):
    one, other = (Account.objects.unscoped(WHY).get(pk=getattr(world, name).pk) for name in (kept, gone))
    return merge_accounts(
        by=by or world.bob, kept_id=one.pk, gone_id=other.pk, kept_version=one.version, gone_version=other.version,
        chosen=chosen, at=at,
    )  # fmt: skip


def tables():
    """Everything there is, but what says that it happened."""
    found = everything()
    for model in (Event, Merge):
        found.pop(model)
    versions = [n for n, field in enumerate(Account._meta.concrete_fields, 1) if field.name == "version"]
    found[Account] = {
        pk: tuple(value for n, value in enumerate(row) if n not in versions) for pk, row in found[Account].items()
    }
    return found


def test_every_way_to_point_at_a_customer_is_known_here():
    assert {f"{model._meta.label}.{column}" for model, column in pointing(Account)} == set(POINTS)


def test_all_that_points_at_a_customer_comes_along_and_goes_back(world):
    rows = {way: make(world, world.dawn) for way, make in POINTS.items()}
    merging.write_search_rows([world.dawn])
    before = tables()
    done = merge(world)
    for way, row in rows.items():
        model, column = type(row), way.rpartition(".")[2]
        assert not model._base_manager.filter(**{column: world.dawn.pk}).exists(), way
        if way.startswith(("customers.AccountSearch", "customers.Candidate")):
            assert not model._base_manager.filter(pk=row.pk).exists()  # made anew from the others
        else:
            assert model._base_manager.filter(pk=row.pk, **{column: world.lotus.pk}).exists(), way
            assert str(row.pk) in map(str, done.moved[f"{model._meta.label_lower}.{column}"])
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert tables() == before


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_merge_taken_apart_leaves_every_table_as_it_was(world, data):
    with transaction.atomic():
        for way in data.draw(st.sets(st.sampled_from(sorted(POINTS)))):
            POINTS[way](world, world.dawn)
            if way.startswith("customers.GroupMember") and data.draw(st.booleans()):
                POINTS[way](world, world.lotus)
        for account in (world.lotus, world.dawn):
            account.phone = data.draw(st.sampled_from(["", "0223456789"]))
            account.fields = data.draw(
                st.dictionaries(st.sampled_from("abc"), st.sampled_from([1, "x", 2.5]), max_size=3)
            )
            account.credit_limit = data.draw(st.sampled_from([None, Decimal("10.50")]))
            account.latitude, account.longitude = data.draw(
                st.sampled_from([(None, None), (Decimal("25.0330000"), Decimal("121.5654000"))])
            )
            account.parent = data.draw(st.sampled_from([None, world.fir, world.lotus, world.dawn]))
            account.save()
        world.fir.parent = data.draw(st.sampled_from([None, world.lotus, world.dawn]))
        world.fir.save()
        merging.write_search_rows([world.lotus, world.dawn])
        before = tables()
        names = [*choices(), "fields.a", "fields.b"]
        chosen = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(["kept", "gone"])))
        done = merge(world, by=world.mona, **chosen)
        undo_merge(by=world.mona, merge_id=done.pk, at=LATER)
        assert tables() == before
        transaction.set_rollback(True)


def test_fields_are_chosen_one_by_one_and_nothing_that_one_alone_knew_is_lost(world):
    rows = Account.objects.unscoped(WHY)
    rows.filter(pk=world.lotus.pk).update(phone="", note="甲", fields={"a": 1, "b": 2})
    rows.filter(pk=world.dawn.pk).update(phone="0223456789", note="乙", fields={"b": 3, "c": 4}, tax_id="04595257")
    merge(world, **{"note": "gone", "fields.b": "gone"})
    kept = rows.get(pk=world.lotus.pk)
    assert (kept.phone, kept.note, kept.tax_id, kept.name) == ("0223456789", "乙", "04595257", "蓮花藥局")
    assert kept.fields == {"a": 1, "b": 3, "c": 4}
    assert kept.phone_key == "0223456789"


def test_both_in_one_group_are_in_it_once_and_twice_again(world):
    for account in (world.lotus, world.dawn):
        POINTS["customers.GroupMember.account_id"](world, account)
    done = merge(world)
    assert [row.account_id for row in GroupMember.objects.unscoped(WHY)] == [world.lotus.pk]
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert {row.account_id for row in GroupMember.objects.unscoped(WHY)} == {world.lotus.pk, world.dawn.pk}


def test_whose_a_customer_was_stays_true_for_every_day(world):
    owned = Ownership.objects.unscoped(WHY)
    owned.filter(account=world.dawn).update(owner=world.adam)
    owned.create(account=world.dawn, owner=world.adam, since=date(2025, 5, 1))
    Account.objects.unscoped(WHY).filter(pk=world.dawn.pk).update(owner=world.adam)
    merge(world, owner="gone")
    rows = owned.filter(account=world.lotus).order_by("since").values_list("since", "owner__name")
    assert list(rows) == [(date(2025, 5, 1), "Adam"), (date(2026, 1, 1), "Alice"), (MONDAY, "Adam")]


def test_nobody_becomes_his_own_parent(world):
    rows = Account.objects.unscoped(WHY)
    rows.filter(pk=world.lotus.pk).update(parent=world.dawn)
    rows.filter(pk=world.dawn.pk).update(parent=world.fir)
    rows.filter(pk=world.fir.pk).update(parent=world.lotus)
    merge(world)
    assert rows.get(pk=world.lotus.pk).parent_id is None
    assert rows.get(pk=world.fir.pk).parent_id == world.lotus.pk


@pytest.mark.parametrize(
    ("who", "kept", "gone", "missing"),
    [
        ("alice", "lotus", "dawn", False),
        ("uma", "lotus", "dawn", False),
        ("bob", "lotus", "maple", True),
        ("bob", "maple", "lotus", True),
        ("bob", "maple", "pine", True),
    ],
)
def test_both_must_be_in_sight_of_one_who_may(world, who, kept, gone, missing):
    before = everything()
    with pytest.raises(Refused) as refused:
        merge(world, by=getattr(world, who), kept=kept, gone=gone)
    assert refused.value.missing is missing
    assert everything() == before


def test_what_was_changed_while_one_compared_is_not_merged(world):
    with pytest.raises(Refused, match="changed_meanwhile"):
        merge_accounts(
            by=world.bob,
            kept_id=world.lotus.pk,
            gone_id=world.dawn.pk,
            kept_version=1,
            gone_version=7,
            chosen={},
            at=NOW,
        )


def test_a_supervisor_chooses_no_credit_limit(world):
    Account.objects.unscoped(WHY).filter(pk=world.dawn.pk).update(credit_limit=Decimal(500))
    with pytest.raises(Refused) as refused:
        merge(world, credit_limit="gone")
    assert refused.value.reasons[0].field == "credit_limit"
    merge(world)
    assert Account.objects.unscoped(WHY).get(pk=world.lotus.pk).credit_limit is None


def test_a_side_that_was_changed_further_keeps_the_merge(world):
    done = merge(world)
    kept = Account.objects.unscoped(WHY).get(pk=world.lotus.pk)
    said = AccountInput(name="改名", owner_id=world.alice.pk)
    change_account(by=world.bob, account_id=kept.pk, version=kept.version, said=said, at=LATER)
    with pytest.raises(Refused, match="changed_since"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_what_came_along_and_was_removed_keeps_the_merge(world):
    contact = POINTS["customers.Contact.account_id"](world, world.dawn)
    done = merge(world)
    Contact.objects.unscoped(WHY).filter(pk=contact.pk).delete()
    with pytest.raises(Refused, match="changed_since"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_merges_are_taken_apart_the_latest_first(world):
    before = tables()
    first = merge(world)
    second = merge(world, gone="fir", at=LATER)
    with pytest.raises(Refused, match="not_the_latest"):
        undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    undo_merge(by=world.bob, merge_id=second.pk, at=LATER)
    undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    assert tables() == before
    with pytest.raises(Refused, match="undone_already"):
        undo_merge(by=world.bob, merge_id=first.pk, at=LATER)


def test_one_that_went_into_one_that_went_leads_to_the_last(world):
    first = merge(world, kept="dawn", gone="fir")
    second = merge(world, at=LATER)
    assert kept_for(world.fir.pk) == kept_for(world.dawn.pk) == world.lotus.pk
    assert set(gone_into(world.lotus.pk)) == {world.fir.pk, world.dawn.pk}
    undo_merge(by=world.bob, merge_id=second.pk, at=LATER)
    assert kept_for(world.fir.pk) == world.dawn.pk
    undo_merge(by=world.bob, merge_id=first.pk, at=LATER)
    assert kept_for(world.fir.pk) is None


def test_taking_apart_asks_for_sight_of_both(world):
    done = merge(world, by=world.mona, gone="maple")
    with pytest.raises(Refused) as refused:
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert refused.value.missing
    undo_merge(by=world.mona, merge_id=done.pk, at=LATER)


def test_an_office_number_that_was_given_away_meanwhile_is_said(world):
    done = merge(world)
    Account.objects.unscoped(WHY).filter(pk=world.fir.pk).update(external_id=world.dawn.external_id)
    with pytest.raises(Refused, match="number_taken"):
        undo_merge(by=world.bob, merge_id=done.pk, at=LATER)


def test_the_trail_tells_of_both(world):
    done = merge(world)
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    rows = Event.objects.filter(noun_id=str(world.lotus.pk)).order_by("id")
    verbs = [event.verb for event in rows][-2:]
    assert verbs == ["customers.account.merged", "customers.merge.undone"]
    told = rows.get(verb="customers.account.merged").changes
    assert (told["gone"], told["name"]) == (str(world.dawn.pk), world.dawn.name)


def test_signed_papers_stay_as_they_were_signed(world):
    said = {world.alices.visit.pk: ("good", "")}
    report = sign_report(
        by=world.bob, report_id=world.alices.report.pk, version=1, comment="好", at=NOW, judgements=said
    )
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    assert any(stop.account_id == world.lotus.pk for stop in Stop.objects.unscoped(WHY).filter(plan=plan))
    done = merge(world, kept="fir", gone="lotus", at=LATER)
    assert _papers_are_whole(world, plan, report)
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert _papers_are_whole(world, plan, report)


def _papers_are_whole(world, plan, report):
    assert addenda_of(report) == ()
    assert signed_chain(world.bob, plan_id=plan.pk).ok
    assert signed_chain(world.bob, report_id=report.pk).ok
    return not [one for one in verify_papers().broken if one.id in (plan.pk, report.pk)]


def test_a_plan_approved_while_merged_stays_whole_when_the_merge_is_taken_apart(world):
    done = merge(world, kept="fir", gone="lotus")
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    try:
        plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    except Refused:
        pytest.skip("the customer went to another's")
    undo_merge(by=world.bob, merge_id=done.pk, at=LATER)
    assert signed_chain(world.bob, plan_id=plan.pk).ok


def test_a_stop_swapped_behind_a_signature_is_still_named(world):
    plan = withdraw_plan(by=world.alice, plan_id=world.alices.plan.pk, version=1, at=NOW)
    plan = submit_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    merge(world, kept="harbour", gone="fir")
    Stop.objects.unscoped(WHY).filter(pk=world.alices.stops[0].pk).update(account=world.harbour)
    assert [fault.code for fault in signed_chain(world.bob, plan_id=plan.pk).faults] == ["visits.chain.stops_differ"]
    assert Plan.objects.unscoped(WHY).filter(pk=plan.pk).exists()


def test_the_likely_choice_is_the_fuller_one(world):
    world.lotus.phone, world.dawn.phone, world.dawn.note = "", "0223456789", "x"
    found = likely(world.lotus, world.dawn)
    assert (found["phone"], found["note"], found["name"]) == ("gone", "gone", "kept")
