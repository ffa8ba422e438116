"""Approving and returning at the screen: one by one, several at once, and when somebody was faster."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.people.actions.leaving import leave_company
from fieldday.visits.actions.plan_approval import approve_plan, withdraw_plan
from fieldday.visits.models import Plan, SignOff
from tests.visits.crowd import crowd
from tests.world import FRIDAY, NOW, TUESDAY, moment

pytestmark = pytest.mark.django_db


def send(browser, name, plan, **fields):
    body = {"_key": str(uuid4()), "version": plan.version, **fields}
    return browser.post(reverse(name, args=[plan.pk]), body)


def status_of(world, plan):
    return Plan.objects.visible_to(world.diana).get(pk=plan.pk).status


def test_the_desk_shows_what_waits_and_the_first_plan_beside_it(world, signed_in):
    page = signed_in(world.bob).get(reverse("desk"))
    text = page.content.decode()
    assert page.status_code == 200
    assert f'data-paper="{world.alices.plan.pk}" data-key-current' in text
    assert f'id="panel" class="panel stack only-desk" data-paper="{world.alices.plan.pk}"' in text
    assert "Adam" in text and "Charlie" not in text


def test_approving_goes_on_to_the_plan_that_follows(world, signed_in):
    crowd(world, 1)
    browser, plan = signed_in(world.bob), world.alices.plan
    following = Plan.objects.visible_to(world.bob).get(person__external_id="rep-0")
    answer = send(browser, "plan-approval", plan, back="desk", then=str(following.pk))
    assert (answer.status_code, answer["Location"]) == (303, f"/desk?plan={following.pk}")
    assert status_of(world, plan) == "approved"
    page = browser.get(answer["Location"]).content.decode()
    assert "Approved: Alice" in page
    assert f'data-paper="{following.pk}" data-key-current' in page


def test_returning_takes_a_sentence(world, signed_in):
    browser, plan = signed_in(world.bob), world.alices.plan
    empty = send(browser, "plan-return", plan, comment="  ，。")
    assert empty.status_code == 422
    assert "Write a sentence" in empty.content.decode()
    assert status_of(world, plan) == "submitted"
    assert send(browser, "plan-return", plan, comment="第二站時間太趕").status_code == 303
    assert status_of(world, plan) == "returned"


def test_who_comes_too_late_is_told_by_whom_and_when(world, signed_in, at_time):
    at_time(moment(TUESDAY))
    plan = world.alices.plan
    approve_plan(by=world.dora, plan_id=plan.pk, version=plan.version, at=NOW)
    answer = send(signed_in(world.bob), "plan-approval", plan)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "approved already" in text and "Dora (for Bob) approved it" in text and "09:00" in text
    assert SignOff.objects.visible_to(world.bob).filter(plan=plan, act="approved").count() == 1


def test_a_plan_that_changed_meanwhile_is_shown_as_it_is_now(world, signed_in):
    plan = world.alices.plan
    withdrawn = withdraw_plan(by=world.alice, plan_id=plan.pk, version=plan.version, at=NOW)
    answer = send(signed_in(world.bob), "plan-approval", plan)
    assert answer.status_code == 409
    assert status_of(world, withdrawn) == "draft"


def test_several_at_once_and_why_one_was_not(world, signed_in):
    crowd(world, 3)
    browser, plan = signed_in(world.bob), world.alices.plan
    waiting = list(Plan.objects.visible_to(world.bob).filter(status="submitted"))
    approve_plan(by=world.mona, plan_id=plan.pk, version=plan.version, at=NOW)
    ticks = [f"{one.pk}:{one.version}" for one in waiting] + [f"{world.charlies.plan.pk}:1", "nonsense", "x:y"]
    answer = browser.post(reverse("plan-approvals"), {"_key": str(uuid4()), "plan": ticks})
    assert (answer.status_code, answer["Location"]) == (303, "/desk")
    text = browser.get("/desk").content.decode()
    assert "Approved 3, not approved 2" in text
    assert "Alice Mon 23 Nov: Mona approved it at 09:00" in text
    assert "Charlie" not in text, "a foreign plan is not named"
    assert status_of(world, world.charlies.plan) == "submitted"


def test_the_same_form_twice_approves_once(world, signed_in):
    browser, plan, key = signed_in(world.bob), world.alices.plan, str(uuid4())
    body = {"_key": key, "plan": [f"{plan.pk}:{plan.version}"]}
    first, second = (browser.post(reverse("plan-approvals"), body) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert SignOff.objects.visible_to(world.bob).filter(plan=plan, act="approved").count() == 1


def test_nothing_ticked_is_said(world, signed_in):
    browser = signed_in(world.bob)
    assert browser.post(reverse("plan-approvals"), {"_key": str(uuid4())})["Location"] == "/desk"
    assert "Tick the plans" in browser.get("/desk").content.decode()


@pytest.mark.parametrize("name", ["charlie", "carol", "adam", "dora", "oscar"])
def test_a_foreign_plan_answers_like_a_missing_one(world, signed_in, name):
    browser, plan = signed_in(getattr(world, name)), world.alices.plan
    missing = Plan(pk=uuid4(), version=1)
    for one in (plan, missing):
        assert browser.get(reverse("plan", args=[one.pk])).status_code == 404
        assert send(browser, "plan-approval", one).status_code == 404
        assert send(browser, "plan-return", one, comment="不行").status_code == 404
    assert status_of(world, plan) == "submitted"


@pytest.mark.parametrize(("name", "status"), [("alice", 422), ("uma", 422)])
def test_who_sees_a_plan_and_may_not_sign_it_is_told(world, signed_in, name, status):
    browser, plan = signed_in(getattr(world, name)), world.alices.plan
    page = browser.get(reverse("plan", args=[plan.pk]))
    assert page.status_code == 200
    assert reverse("plan-approval", args=[plan.pk]) not in page.content.decode()
    assert send(browser, "plan-approval", plan).status_code == status
    assert status_of(world, plan) == "submitted"


def test_the_panel_beside_the_list_is_the_panel_alone(world, signed_in):
    address = reverse("plan", args=[world.alices.plan.pk])
    panel = signed_in(world.bob).get(address, headers={"HX-Request": "true", "HX-Target": "side"}).content.decode()
    assert panel.lstrip().startswith('<div id="panel"') and "<html" not in panel
    assert 'name="back" value="desk"' in panel


def test_a_deputys_page_says_for_whom(world, signed_in, at_time):
    at_time(moment(TUESDAY))
    browser = signed_in(world.dora)
    assert "for Bob" in browser.get(reverse("desk")).content.decode()
    assert "for Bob" in browser.get(reverse("plan", args=[world.alices.plan.pk])).content.decode()
    assert send(browser, "plan-approval", world.alices.plan).status_code == 303
    row = SignOff.objects.visible_to(world.bob).get(plan=world.alices.plan, act="approved")
    assert (row.by, row.on_behalf_of) == (world.dora, world.bob)


def test_a_name_is_never_markup(world, signed_in):
    world.lotus.name = '"><img src=x onerror=alert(1)>'
    world.lotus.save()
    for address in (reverse("desk"), reverse("plan", args=[world.alices.plan.pk])):
        text = signed_in(world.bob).get(address).content.decode()
        assert "<img src=x" not in text


def test_the_words_of_a_return_that_came_too_late_can_be_copied(world, signed_in):
    plan = world.alices.plan
    approve_plan(by=world.mona, plan_id=plan.pk, version=plan.version, at=NOW)
    answer = send(signed_in(world.bob), "plan-return", plan, comment="第二站時間太趕")
    assert answer.status_code == 409 and "第二站時間太趕</textarea>" in answer.content.decode()


def test_a_plan_behind_its_authors_last_day_is_marked_and_not_approved(world, signed_in):
    crowd(world, 1)
    browser, plan = signed_in(world.bob), world.alices.plan
    leave_company(by=world.ada, person_id=world.alice.pk, last_day=FRIDAY, at=NOW)
    assert plan.day > FRIDAY and "Has left" in browser.get(reverse("desk")).content.decode()
    answer = send(browser, "plan-approval", plan)
    assert answer.status_code == 422 and "last day was" in answer.content.decode()
    ticks = [f"{one.pk}:{one.version}" for one in Plan.objects.visible_to(world.bob).filter(status="submitted")]
    browser.post(reverse("plan-approvals"), {"_key": str(uuid4()), "plan": ticks})
    left = Plan.objects.visible_to(world.bob).filter(status="submitted")
    assert len(ticks) > 1 and [one.pk for one in left] == [plan.pk], "the others are approved"
    assert send(browser, "plan-return", plan, comment="已離職").status_code == 303, "so it leaves the desk"


def test_a_plan_for_the_last_day_itself_is_approved(world, signed_in):
    plan = world.alices.plan
    leave_company(by=world.ada, person_id=world.alice.pk, last_day=plan.day, at=moment(plan.day, 18))
    assert send(signed_in(world.bob), "plan-approval", plan).status_code == 303
