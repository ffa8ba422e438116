"""會簽: asked where the team asks, by one person, of one report; remarks and answers come back until they are read."""

import pytest

from fieldday.people.models import Deputy, Person
from fieldday.visits.actions.countersigning import countersign_report, remark_on_report, see_answers
from fieldday.visits.actions.reopening import reopen_report
from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.models import DailyReport
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.desk import desk_of, waiting_count
from fieldday.visits.questions.report_review import report_review
from tests.racing import race
from tests.visits.checks import acts, events, refused
from tests.world import MONDAY, NOW, build

pytestmark = pytest.mark.django_db
WHY = "the test looks behind the verbs"


def asks(team, person):
    team.countersigner = person
    team.save(update_fields=["countersigner"])


def fresh(person):
    return Person.objects.unscoped(WHY).get(pk=person.pk)


def signed(world, by=None):
    report = world.alices.report
    return sign_report(by=by or world.bob, report_id=report.pk, version=1, comment="做得好", at=NOW)


def _countersign(world, report, by, **more):
    said = {"by": by, "report_id": report.pk, "version": report.version, "at": NOW}
    return countersign_report(**{**said, **more})


def test_a_team_that_asks_for_nothing_is_done_with_the_signature(world):
    assert signed(world).countersigner is None


def test_the_whole_way(world):
    asks(world.team_bob, world.carol)
    assert report_review(fresh(world.carol), world.alices.report.pk) is None, "not before it is signed"
    report = signed(world)
    carol = fresh(world.carol)
    row = desk_of(carol, at=NOW).countersign[0]
    assert (row.person, row.signed_by, row.comment, waiting_count(carol)) == ("Alice", "Bob", "做得好", 2 + 1)
    review = report_review(carol, report.pk)
    assert (review.may_countersign, review.linked, review.may_sign) == (True, False, False)
    seen = set(DailyReport.objects.visible_to(carol).values_list("person__name", flat=True))
    assert seen == {"Charlie", "Alice"}, "that report only"
    report = _countersign(world, report, carol, comment="同意")
    assert acts(report) == ["sent", "signed", "countersigned"]
    assert report.countersigned_at == NOW and desk_of(carol, at=NOW).countersign == ()
    assert events("visits.report.countersigned", report)[0].changes["comment"] == "同意"
    chain = signed_chain(world.bob, report_id=report.pk)
    assert [act.faults for act in chain.acts if act.act in {"signed", "countersigned"}] == [(), ()]
    assert report_review(fresh(world.carol), report.pk).countersigned.by == "Carol", "who countersigned keeps it"
    with refused("visits.countersign.done"):
        _countersign(world, report, carol)


@pytest.mark.parametrize(("name", "code"), [("mona", "not_asked"), ("bob", "not_asked"), ("charlie", "not_found")])
def test_nobody_else_countersigns(world, name, code):
    asks(world.team_bob, world.carol)
    report = signed(world)
    room = "people" if code == "not_found" else "visits.countersign"
    with refused(f"{room}.{code}"):
        _countersign(world, report, fresh(getattr(world, name)))


def test_ones_own_report_goes_to_ones_superior_or_to_nobody(world):
    asks(world.team_bob, world.alice)
    assert signed(world, by=world.mona).countersigner == world.bob, "Alice's superior, who did not sign it"
    reopened = reopen_report(by=world.mona, report_id=world.alices.report.pk, version=2, comment="補", at=NOW)
    DailyReport.objects.unscoped(WHY).filter(pk=reopened.pk).update(status="sent")
    again = sign_report(by=world.bob, report_id=reopened.pk, version=3, comment="好", at=NOW)
    assert again.countersigner is None, "he has just signed it"


def test_who_signed_is_not_asked_once_more(world):
    asks(world.team_bob, world.bob)
    assert signed(world).countersigner is None


def test_a_deputy_countersigns_on_behalf_never_his_own(world):
    asks(world.team_bob, world.carol)
    Deputy.objects.create(principal=world.carol, deputy=world.dora, since=MONDAY, until=MONDAY)
    Deputy.objects.create(principal=world.carol, deputy=world.alice, since=MONDAY, until=MONDAY)
    report, dora = signed(world), fresh(world.dora)
    assert desk_of(dora, at=NOW).countersign[0].on_behalf_of == "Carol"
    with refused("visits.signoff.own_paper"):
        _countersign(world, report, fresh(world.alice))
    report = _countersign(world, report, dora)
    row = report_review(fresh(world.bob), report.pk).countersigned
    assert (row.by, row.on_behalf_of) == ("Dora", "Carol")


def test_a_remark_goes_back_to_who_signed_and_stays_until_read(world):
    asks(world.team_bob, world.carol)
    report, carol = signed(world), fresh(world.carol)
    with refused("visits.comment.empty"):
        remark_on_report(by=carol, report_id=report.pk, text="。", at=NOW)
    remark_on_report(by=carol, report_id=report.pk, text="請附報價單", at=NOW)
    row = desk_of(world.bob, at=NOW).answered[0]
    assert (row.act, row.by, row.text) == ("remarked", "Carol", "請附報價單")
    assert desk_of(carol, at=NOW).countersign, "it goes on waiting"
    assert see_answers(by=world.bob, report_id=report.pk, at=NOW) == 1
    assert desk_of(world.bob, at=NOW).answered == ()
    assert acts(report) == ["sent", "signed", "remarked"]


def test_an_answer_comes_back_to_the_desk_until_it_is_read(world):
    report = world.alices.report
    judged = {world.alices.visit.pk: ("question", "為什麼沒有訂單？")}
    sign_report(by=world.bob, report_id=report.pk, version=1, comment="好", at=NOW, judgements=judged)
    before = waiting_count(world.bob)
    answer_report(by=world.alice, report_id=report.pk, text="老闆出國，下週補", at=NOW)
    assert [(row.person, row.text) for row in desk_of(world.bob, at=NOW).answered] == [("Alice", "老闆出國，下週補")]
    assert (waiting_count(world.bob), report_review(world.bob, report.pk).unread) == (before + 1, True)
    with refused("visits.signoff.own_paper"):
        see_answers(by=world.alice, report_id=report.pk, at=NOW)
    see_answers(by=world.bob, report_id=report.pk, at=NOW)
    assert waiting_count(world.bob) == before
    assert see_answers(by=world.bob, report_id=report.pk, at=NOW) == 0, "twice changes nothing"


def test_opening_again_asks_for_the_countersignature_anew(world):
    asks(world.team_bob, world.carol)
    report = signed(world)
    report = _countersign(world, report, fresh(world.carol))
    report = reopen_report(by=world.bob, report_id=report.pk, version=report.version, comment="金額錯", at=NOW)
    assert (report.countersigner, report.countersigned_at) == (None, None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_countersigned_twice_at_once_has_one_winner(at_time):
    at_time(NOW)
    world = build()
    asks(world.team_bob, world.carol)
    report, carol = signed(world), fresh(world.carol)
    won, lost = race(*[lambda: _countersign(world, report, carol)] * 2)
    assert (len(won), len(lost)) == (1, 1)
    assert acts(report) == ["sent", "signed", "countersigned"]
