"""What happens is told to those whom it concerns, once, and to nobody else."""

from datetime import timedelta

import pytest
from django.db import transaction

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.models import Account
from fieldday.notices.actions.reading import read_notice
from fieldday.notices.models import Notice
from fieldday.people.actions.deputies import appoint_deputy, dismiss_deputy
from fieldday.people.actions.leaving import leave_company
from fieldday.people.actions.moving import move_person
from fieldday.people.models import Deputy, Person
from fieldday.trail.models import Cursor
from fieldday.trail.writing import event, record_many
from fieldday.visits.actions.countersigning import remark_on_report
from fieldday.visits.actions.plan_approval import approve_plan, return_plan
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.actions.report_signing import answer_report, return_report, sign_report
from tests.notices.told import rows, tell, texts
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def signed(world, by=None, **more):
    report = world.alices.report
    return sign_report(by=by or world.bob, report_id=report.pk, version=1, comment="做得好", at=NOW, **more)


def everybody_else(world, *people):
    return [name for name, one in world.people.items() if one not in people and rows(one)]


def test_a_returned_plan_is_told_to_its_author_with_the_reason(world):
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補目的")
    tell()
    assert texts(world.alice) == ["Bob returned your plan for Mon 23 Nov."]
    (row,) = rows(world.alice)
    assert (row.noun, row.noun_id, row.params["quote"]) == ("visits.plan", str(world.alices.plan.pk), "請補目的")
    assert everybody_else(world, world.alice) == []


def test_an_approved_plan_too_and_reading_the_trail_again_tells_nothing_new(world):
    approve_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW)
    tell()
    tell()
    Cursor.objects.update(seal_no=0)
    tell()
    assert texts(world.alice) == ["Bob approved your plan for Mon 23 Nov."]


def test_a_deputy_is_named_as_the_one_who_did_it(world, at_time):
    at_time(moment(TUESDAY))
    approve_plan(by=world.dora, plan_id=world.alices.plan.pk, version=1, at=moment(TUESDAY))
    tell(moment(TUESDAY))
    assert texts(world.alice) == ["Dora approved your plan for Mon 23 Nov."]


def test_a_signed_report_says_how_many_questions_came_back(world):
    signed(world, judgements={world.alices.visit.pk: ("question", "多少？")})
    tell()
    assert texts(world.alice) == ["Bob signed your report of Fri 20 Nov. Visits with a question for you: 1."]


def test_returned_and_opened_again(world):
    return_report(by=world.bob, report_id=world.alices.report.pk, version=1, comment="補心得", at=NOW)
    report = sign_report(by=world.carol, report_id=world.charlies.report.pk, version=1, comment="好", at=NOW)
    reopen_report(by=world.carol, report_id=report.pk, version=report.version, comment="金額有誤", at=NOW)
    tell()
    assert texts(world.alice) == ["Bob returned your report of Fri 20 Nov."]
    assert texts(world.charlie)[1:] == ["Carol opened your signed report of Fri 20 Nov again."]


def test_an_answer_comes_to_whoever_signed_and_to_whom_he_stood_in_for(world, at_time):
    at_time(moment(TUESDAY))
    signed(world, by=world.dora)
    answer_report(by=world.alice, report_id=world.alices.report.pk, text="下週一", at=moment(TUESDAY, 10))
    tell(moment(TUESDAY, 10))
    said = ["Alice answered what was written on the report of Fri 20 Nov."]
    assert texts(world.dora) == said and texts(world.bob) == said
    assert everybody_else(world, world.alice, world.dora, world.bob) == []


def test_countersigning_is_asked_for_and_a_remark_comes_back(world):
    world.team_bob.countersigner = world.carol
    world.team_bob.save()
    report = signed(world)
    tell()
    assert texts(world.carol) == ["The report of Alice, Fri 20 Nov, waits for your countersignature."]
    remark_on_report(by=world.carol, report_id=report.pk, text="附件？", at=NOW)
    tell()
    assert texts(world.bob) == ["Carol sent back a remark on the report of Alice, Fri 20 Nov."]


def test_nobody_is_told_of_his_own_act(world):
    plan = world.alices.plan
    type(plan).objects.unscoped("the root's own").filter(pk=plan.pk).update(person=world.diana)
    approve_plan(by=world.diana, plan_id=plan.pk, version=1, at=NOW)
    tell()
    assert rows(world.diana) == []


def test_who_has_left_gets_nothing(world):
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補目的")
    Person.objects.unscoped("a test's own").filter(pk=world.alice.pk).update(is_active=False)
    tell()
    assert rows(world.alice) == []


def test_what_was_done_days_ago_is_no_news(world):
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補目的")
    tell(NOW + timedelta(days=4))
    assert rows(world.alice) == []


def test_a_deputy_is_told_and_the_principal_when_the_office_chose(world):
    said = {"principal_id": world.carol.pk, "deputy_id": world.bob.pk, "since": TUESDAY, "until": TUESDAY, "at": NOW}
    appoint_deputy(by=world.oscar, **said)
    tell()
    assert texts(world.bob) == ["You stand in for Carol from Tue 24 Nov to Tue 24 Nov."]
    assert texts(world.carol) == ["Bob stands in for you from Tue 24 Nov to Tue 24 Nov."]
    row = Deputy.objects.get(principal=world.carol)
    dismiss_deputy(by=world.carol, appointment_id=row.pk, at=NOW)
    tell()
    assert texts(world.bob)[1:] == ["You no longer stand in for Carol."] and len(rows(world.carol)) == 1


def test_a_move_is_told_to_the_moved_and_to_his_new_superior(world):
    move_person(by=world.oscar, person_id=world.adam.pk, reports_to_id=world.carol.pk, team_id=world.team_carol.pk,
                since=MONDAY, at=NOW)  # fmt: skip
    tell()
    assert texts(world.adam) == ["You report to Carol now."]
    assert texts(world.carol) == ["Adam reports to you now."]
    assert rows(world.carol)[0].noun_id == str(world.adam.pk)


def test_a_successor_is_told_once_of_all_who_come_to_him(world):
    leave_company(by=world.oscar, person_id=world.bob.pk, last_day=MONDAY, successor_id=world.carol.pk, at=NOW)
    tell()
    assert texts(world.carol) == ["People who report to you now: 2."]
    assert texts(world.alice) == ["You report to Carol now."]
    assert rows(world.bob) == []


def give(world, account, to, at=NOW):
    account = Account.objects.visible_to(world.oscar).get(pk=account.pk)
    said = AccountInput(name=account.name, kind=account.kind, status=account.status, owner_id=to.pk)
    change_account(by=world.oscar, account_id=account.pk, version=account.version, said=said, at=at)


def test_a_customer_given_is_named_and_the_next_ones_join_it_until_it_is_read(world):
    give(world, world.dawn, world.charlie)
    tell()
    assert texts(world.charlie) == ["晨光商行 is your customer now, by Oscar."]
    give(world, world.fir, world.charlie)
    give(world, world.pine, world.charlie)
    tell()
    assert texts(world.charlie) == ["Oscar gave you customers: 3."]
    read_notice(by=world.charlie, notice_id=rows(world.charlie)[0].pk, at=NOW)
    give(world, world.harbour, world.charlie)
    tell()
    assert texts(world.charlie)[1:] == ["港都食品 is your customer now, by Oscar."]


def test_a_customer_given_away_again_is_not_named_any_more(world):
    give(world, world.dawn, world.charlie)
    tell()
    give(world, world.dawn, world.alice)
    assert texts(world.charlie) == ["Oscar gave you customers: 1."]


def test_a_file_of_a_thousand_customers_is_one_notice(world):
    with transaction.atomic():
        record_many(
            event("customers.account.imported", by=world.oscar, noun=world.dawn, at=NOW, created=True,
                  changed={"owner_id": world.alice.pk})
            for _ in range(1200)
        )  # fmt: skip
    tell()
    assert texts(world.alice) == ["Oscar gave you customers: 1200."]


def test_who_imported_is_told_what_came_of_it(world):
    with transaction.atomic():
        counts = {"created": 4, "updated": 1, "rejected": 2}
        record_many([event("people.import.finished", by=world.oscar, noun=world.brought, at=NOW, **counts)])
    tell()
    assert texts(world.oscar) == ["Your import is done: 客戶.csv. New 4, changed 1, rejected 2."]
    assert rows(world.oscar)[0].noun_id == str(world.brought.pk)


def test_an_import_that_failed_is_told_too(world):
    with transaction.atomic():
        record_many([event("people.import.finished", by=world.oscar, noun=world.brought, at=NOW, refused="x.y.z")])
    tell()
    assert texts(world.oscar) == ["Your import could not be done: 客戶.csv. Open it to see why."]


def test_a_paper_out_of_sight_is_neither_linked_nor_quoted(world):
    """Carol is asked to countersign; when the report is opened again, it is hers to see no more."""
    world.team_bob.countersigner = world.carol
    world.team_bob.save()
    report = signed(world)
    tell()
    reopen_report(by=world.bob, report_id=report.pk, version=report.version, comment="有誤", at=NOW)
    from fieldday.notices.questions.inbox import told_to

    (told,) = told_to(world.carol, rows(world.carol))
    assert (told.noun_id, told.quote) == ("", "")
    assert Notice.objects.visible_to(world.carol).exclude(key="superior").count() == 1
    assert told.day == FRIDAY
