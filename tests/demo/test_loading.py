"""The demo company is whole, lived in, and the same for the same day; a load that was killed goes on where it was."""

from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from fieldday.customers.actions.duplicate_looking import ask_for_look, look_for_duplicates
from fieldday.customers.models import Account, Candidate, Group, Segment
from fieldday.customers.questions.own_fields import as_rule, own_fields
from fieldday.demo import loading, people_days
from fieldday.demo.company import FULL, people, sellers
from fieldday.demo.customers import accounts
from fieldday.people.models import Person, Team
from fieldday.people.questions.calendar import calendar_of
from fieldday.people.questions.company import the_company
from fieldday.readings.segments import accounts_in
from fieldday.rules import digest
from fieldday.rules.fields import judge, typed
from fieldday.trade.models import Order, Payment
from fieldday.trail.models import Event
from fieldday.visits.actions.report_signing import content_digest
from fieldday.visits.models import (
    Absence,
    Attendance,
    Companion,
    DailyReport,
    Expense,
    Judgement,
    Plan,
    SignOff,
    Stop,
    Visit,
)
from fieldday.visits.questions.desk import desk_of
from fieldday.visits.questions.papers_verified import verify_papers
from fieldday.visits.questions.unsent import unsent

AT = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Taipei"))
WHY = "the test counts everything"


def quiet(text: str) -> None:
    """What a load says while it works is nothing to a test."""


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small company, loaded once, for it takes seconds: then it is looked at from all sides."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.HOME", folder)
        with transaction.atomic():
            loading.load(at=AT, size="small", say=quiet)
            first = _rows()
            transaction.set_rollback(True)
        loading.load(at=AT, size="small", say=quiet)
        assert loading.progress() is None
        yield first
        transaction.set_rollback(True)


def _rows() -> dict[str, list[object]]:
    """The rows by which two loads are compared: numbers that the database gives apart."""
    columns = {
        Account: ("pk", "external_id", "name", "owner__external_id", "created_at"),
        Visit: ("pk", "account_id", "person__external_id", "arrived_at", "left_at", "latitude", "summary", "version"),
        Stop: ("pk", "plan_id", "position", "starts_at", "objective"),
        Order: ("pk", "external_id", "account_id", "ordered_on"),
        DailyReport: ("pk", "person__external_id", "day", "status", "sent_at", "reflections"),
        Expense: ("pk", "amount", "visit_id"),
    }
    return {
        model.__name__: list(model.objects.unscoped(WHY).order_by("pk").values_list(*names))
        for model, names in columns.items()
    }


pytestmark = pytest.mark.django_db


def person(name: str) -> Person:
    return Person.objects.unscoped(WHY).get(external_id=name)


def test_the_small_company_is_a_region_of_two_teams_with_two_hundred_customers_and_three_weeks():
    staff = Person.objects.unscoped(WHY)
    assert staff.filter(role="rep").count() == 8
    assert set(staff.filter(role="supervisor").values_list("external_id", flat=True)) == {"bob", "carol"}
    assert Account.objects.unscoped(WHY).count() == 200
    assert not Account.objects.unscoped(WHY).filter(latitude=None).exists()
    days = set(Visit.objects.unscoped(WHY).values_list("day", flat=True))
    calendar = calendar_of(the_company())
    assert days == {day for day in days if calendar.works(day)}
    assert min(days).isoformat() == "2026-11-03" and max(days) == AT.date() and len(days) == 15


def test_the_full_company_has_three_regions_twelve_teams_sixty_reps_and_two_thousand_customers():
    rows = people(FULL)
    assert sum(row["title"] in ("業務", "資深業務") for row in rows) == 60
    assert (len(FULL.teams), FULL.regions) == (12, ("中區", "北區", "南區"))
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names) and len({row["external_id"] for row in rows}) == len(rows)
    customers = [row for _day, row in accounts(FULL, AT.date())]
    assert len(customers) == len({row["name"] for row in customers}) == 2000
    assert all(21.8 < float(row["latitude"]) < 25.4 and 119.9 < float(row["longitude"]) < 122 for row in customers)
    assert len(people_days.days_of(FULL, AT.date())) > 55
    assert len(sellers(FULL)) == 72  # the leaders sell too


def test_each_team_has_one_customer_written_down_twice_to_be_found():
    ask_for_look(by=person("bob"), at=AT)
    assert look_for_duplicates(at=AT) == 2, "one of each team of the small company"
    (pair,) = Candidate.objects.visible_to(person("bob"))
    assert {pair.one.owner.external_id, pair.other.owner.external_id} == {"alice", "bob"}
    assert pair.certain and not Candidate.objects.visible_to(person("alice"))


def test_customers_are_sorted_into_groups_and_segments_by_fields_of_the_company_s_own():
    diana, alice = person("diana"), person("alice")
    rules = [as_rule(row) for row in own_fields()]
    assert len(rules) == 6 and any(rule.value_measure for rule in rules)
    rows = list(Account.objects.unscoped(WHY).exclude(fields={}))
    assert len(rows) > 100
    for row in rows:
        said = {rule.key: typed(rule, row.fields.get(rule.key)) for rule in rules}
        assert judge(rules, said, kind=row.kind, industry=row.industry).values == row.fields, row.external_id
    assert Group.objects.visible_to(alice).filter(parent__name="重要客戶").count() == 2
    found = {one.name: accounts_in(diana, one, AT.date()).count() for one in Segment.objects.visible_to(diana)}
    assert len(found) == 3 and all(found.values()), found


def test_alice_finds_an_approved_day_and_bob_has_papers_waiting():
    alice, bob = person("alice"), person("bob")
    today = Plan.objects.visible_to(alice).get(person=alice, day=AT.date())
    assert today.status == "approved"
    assert not Visit.objects.visible_to(alice).filter(person=alice, day=AT.date()).exists()
    assert not Plan.objects.visible_to(alice).filter(person=alice, day__gt=AT.date()).exists()
    desk = desk_of(bob, at=AT)
    assert {paper.person for paper in desk.plans} and {paper.person for paper in desk.reports}
    assert len(desk.reports) >= 3 and any(paper.look.reasons for paper in desk.reports)
    returned = Plan.objects.visible_to(bob).get(status="returned")
    assert returned.person.external_id == "adam"


def test_somebody_is_out_today_and_somebody_owes_a_paper():
    out = Absence.objects.unscoped(WHY).filter(since__lte=AT.date(), until__gte=AT.date())
    assert {row.person.external_id for row in out} == {"andy", "chris"}
    assert not Attendance.objects.unscoped(WHY).filter(person=person("andy"), day=AT.date()).exists()
    diana = person("diana")
    people_seen = list(Person.objects.visible_to(diana).values_list("pk", flat=True))
    assert any(one.person == person("alice").name for one in unsent(diana, people_seen, at=AT))


def test_nobody_works_while_he_is_away_and_nothing_lies_ahead_of_now():
    for absence in Absence.objects.unscoped(WHY).filter(part="day"):
        visits = Visit.objects.unscoped(WHY).filter(person=absence.person, day__range=(absence.since, absence.until))
        assert not visits.exists()
    assert not Visit.objects.unscoped(WHY).filter(arrived_at__gt=AT).exists()
    assert not SignOff.objects.unscoped(WHY).filter(at__gt=AT).exists()
    assert not Event.objects.filter(at__gt=AT).exists()


def test_what_was_signed_reads_the_same_from_the_rows():
    reports = list(DailyReport.objects.unscoped(WHY).filter(status="signed").order_by("day", "pk"))
    assert len(reports) > 100
    for report in reports[::9]:
        assert digest.digest(report.frozen) == content_digest(report)


def test_every_chain_of_every_paper_verifies():
    found = verify_papers()
    assert found.ok and found.plans > 130 and found.reports > 120


def test_every_shape_of_a_day_is_there():
    visits = Visit.objects.unscoped(WHY)
    assert set(visits.values_list("channel", flat=True)) == {"visit", "phone", "line"}
    assert set(visits.values_list("where", flat=True)) == {"verified", "out_of_range", "unverifiable"}
    assert visits.filter(shut=True).exists()
    assert Companion.objects.unscoped(WHY).exists() and Judgement.objects.unscoped(WHY).exists()
    assert Expense.objects.unscoped(WHY).filter(km__gt=0).exists()
    acts = Counter(SignOff.objects.unscoped(WHY).values_list("act", flat=True))
    assert set(acts) >= {"submitted", "approved", "returned", "deviated", "sent", "signed", "answered"}
    assert Stop.objects.unscoped(WHY).filter(added=True).exists()
    late = [report for report in DailyReport.objects.unscoped(WHY) if _evening(report) < report.sent_at]
    assert late
    copied = Counter(DailyReport.objects.unscoped(WHY).values_list("person__external_id", "reflections"))
    assert copied.most_common(1)[0][1] > 8


def _evening(report: DailyReport) -> datetime:
    return timezone.make_aware(datetime.combine(report.day, time(21)))


def test_every_visit_and_order_left_its_event():
    begun = ("visits.visit.arrived", "visits.visit.found_shut", "visits.visit.contacted")
    assert Event.objects.filter(verb__in=begun).count() == Visit.objects.unscoped(WHY).count()
    taken = Event.objects.filter(verb="trade.order.taken").count()
    assert taken == Order.objects.unscoped(WHY).filter(source="visit").count() > 0


def test_a_day_that_is_there_is_left_alone_and_one_that_is_not_comes_back_the_same():
    """What a killed load has not written is written by the next, as if nothing had been."""
    before = _rows()
    papers = set(SignOff.objects.unscoped(WHY).values_list("digest", flat=True))
    with transaction.atomic():
        team = [one.pk for one in Person.objects.unscoped(WHY).filter(team=Team.objects.get(name="彰化組"))]
        _forget(team, AT.date() - timedelta(days=5))
        assert Visit.objects.unscoped(WHY).count() < len(before["Visit"])
        loading._keep(loading.Progress(AT, "small", ready=False))
        loading.load(at=AT + timedelta(days=1), size="full", say=quiet)  # the note goes first
        assert _rows() == before
        assert set(SignOff.objects.unscoped(WHY).values_list("digest", flat=True)) == papers
        assert verify_papers().ok
        transaction.set_rollback(True)


def _forget(people: list[int], day: object) -> None:
    """Take one day of some people away, as if a load had been killed before it."""
    visits = Visit.objects.unscoped(WHY).filter(person_id__in=people, day=day)
    Judgement.objects.unscoped(WHY).filter(visit__in=visits).delete()
    Expense.objects.unscoped(WHY).filter(person_id__in=people, day=day).delete()
    for result in [one for visit in visits for one in visit.results.unscoped(WHY)]:
        order, payment = result.order, result.payment
        result.delete()
        for brought in (order, payment):
            if brought:
                brought.delete()
    Order.objects.unscoped(WHY).filter(person_id__in=people, ordered_on=day, source="file").delete()
    Payment.objects.unscoped(WHY).filter(person_id__in=people, paid_on=day, source="file").delete()
    visits.delete()
    for model in (DailyReport, Plan, Attendance):
        model.objects.unscoped(WHY).filter(person_id__in=people, day=day).delete()


def test_two_loads_as_of_one_moment_are_the_same_rows(demo):
    """Ids too: they come of the dice and the moment, not of the clock."""
    assert demo == _rows()


def test_a_note_about_another_database_is_thrown_away():
    loading._keep(loading.Progress(AT, "small", ready=True))
    company = the_company()
    with transaction.atomic():
        company.name = "別家公司"
        company.save()
        assert loading.progress() is None and not loading.note().exists()
        transaction.set_rollback(True)
