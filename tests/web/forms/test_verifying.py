"""The code on a print, the versions behind it, and a report opened again on the page."""

from uuid import uuid4

import pytest

from fieldday.rules.chain import code_of
from fieldday.rules.report_warnings import CODES as WARNINGS
from fieldday.visits.actions.plan_approval import approve_plan
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.actions.report_writing import save_report, send_report
from fieldday.visits.models import DailyReport, SignOff
from tests.world import FRIDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world):
    found = world.alices.report
    return sign_report(by=world.bob, report_id=found.pk, version=1, comment="好", at=NOW)


def _acts(report):
    return list(SignOff.objects.unscoped("a test").filter(report=report).order_by("pk"))


def _code(report, at=-1):
    return code_of(_acts(report)[at].digest)


def test_the_newest_print_an_older_one_and_a_tampered_one(world, report, signed_in):
    bob, code = signed_in(world.bob), _code(report)
    assert "genuine and the newest" in bob.get(f"/verify/{code}").content.decode()
    answer_report(by=world.alice, report_id=report.pk, text="收到", at=NOW)
    page = bob.get(f"/verify/{code}").content.decode()
    assert "it is an older one" in page and "Alice answered" in page
    SignOff.objects.unscoped("a test").filter(report=report, act="signed").update(comment="壞")
    assert "does not verify" in bob.get(f"/verify/{code}").content.decode()


def test_a_code_is_typed_as_people_type(world, report, signed_in):
    bob, code = signed_in(world.bob), _code(report)
    answer = bob.get("/verify", {"code": code.lower().replace("-", " ")})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/verify/{code}")
    assert "That is no code" in bob.get("/verify", {"code": "<b>"}).content.decode()


def test_a_code_out_of_sight_answers_like_one_of_nothing(world, report, signed_in):
    charlie = signed_in(world.charlie)
    unseen, nothing = charlie.get(f"/verify/{_code(report)}"), charlie.get("/verify/ZZZZZ-ZZZZZ")
    assert unseen.status_code == nothing.status_code == 404
    assert "Alice" not in unseen.content.decode()


def test_a_stranger_is_asked_to_sign_in_first(client, report):
    answer = client.get(f"/verify/{_code(report)}")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in?next=")


def test_both_versions_of_a_report_opened_again_stand_beside_each_other(world, report, signed_in):
    first = _acts(report)[-1]
    report = reopen_report(by=world.bob, report_id=report.pk, version=report.version, comment="再核對", at=NOW)
    report = save_report(by=world.alice, day=FRIDAY, reflections="收款已核對", at=NOW, version=report.version)
    report = send_report(by=world.alice, report_id=report.pk, version=report.version, at=NOW, accepted=WARNINGS)
    sign_report(by=world.bob, report_id=report.pk, version=report.version, comment="好", at=NOW)
    second = _acts(report)[-1]
    page = signed_in(world.alice).get(f"/signoffs/{second.pk}?beside={first.pk}").content.decode()
    assert "1 fields differ" in page
    assert "Alice 明天早點出門" in page and "收款已核對" in page
    assert signed_in(world.charlie).get(f"/signoffs/{second.pk}").status_code == 404


def test_a_plans_version_names_its_customers(world, signed_in):
    plan, stop = world.alices.plan, world.alices.stops[0]
    approve_plan(by=world.bob, plan_id=plan.pk, version=plan.version, at=NOW)
    act = SignOff.objects.unscoped("a test").filter(plan=plan).latest("pk")
    page = signed_in(world.bob).get(f"/signoffs/{act.pk}").content.decode()
    assert stop.account.name in page and str(stop.account_id) not in page


def test_a_report_is_opened_again_on_its_page_with_a_reason(world, report, signed_in):
    bob, address = signed_in(world.bob), f"/reports/{report.pk}/reopening"
    assert address in bob.get(f"/reports/{report.pk}").content.decode()
    form = {"_key": uuid4(), "version": report.version, "comment": " 。"}
    answer = bob.post(address, form)
    assert answer.status_code == 422 and "Write a sentence" in answer.content.decode()
    answer = bob.post(address, {**form, "_key": uuid4(), "comment": "收款有誤"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/reports/{report.pk}")
    report = DailyReport.objects.visible_to(world.bob).get(pk=report.pk)
    assert report.status == "returned"
    page = signed_in(world.alice).get(f"/reports/{FRIDAY}").content.decode()
    assert "Bob opened the signed report again" in page and "收款有誤" in page
    assert bob.get(address).status_code == 302, "there is nothing to open any more"


def test_the_chain_stands_on_the_pages_of_plan_and_report(world, report, signed_in):
    for address in (f"/reports/{report.pk}", f"/plans/{world.alices.plan_done.pk}"):
        page = signed_in(world.bob).get(address).content.decode()
        assert "Signed chain" in page and "Verified" in page
        assert all(act.digest[:16] in page for act in _acts(report))
