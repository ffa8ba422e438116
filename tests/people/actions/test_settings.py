"""The company's settings and its own days."""

from dataclasses import replace
from datetime import date, time

import pytest

from fieldday.kit.refusals import Refused
from fieldday.kit.stamps import stamp
from fieldday.people.actions.calendar import remove_company_day, set_company_days
from fieldday.people.actions.company import change_company
from fieldday.people.actions.settings import STAMPED, SettingsInput, change_settings
from fieldday.people.models import Company, CompanyDay
from fieldday.people.questions.calendar import next_working_day, the_calendar, the_year
from fieldday.trade.models import OrderLine, Payment, Product
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

SAID = SettingsInput("晴川食品", "twd", "evening_before", time(20), time(19, 30), 150, 30)


def faults(refusal):
    return {reason.field: reason.code for reason in refusal.value.reasons}


def test_settings_are_kept_and_told(world):
    company = change_settings(by=world.oscar, said=SAID, at=NOW)
    assert (company.name, company.currency, company.location_days) == ("晴川食品", "TWD", 30)
    assert (company.reminder_minutes, company.roc_years) == (60, False)
    changed = Event.objects.get(verb="people.company.changed").changes["changed"]
    assert changed["location_days"] == [90, 30]
    assert "currency" not in changed
    change_settings(by=world.oscar, said=SAID, at=NOW)
    assert Event.objects.count() == 1


def test_the_currency_stays_once_amounts_are_kept(world):
    with pytest.raises(Refused) as refusal:
        change_settings(by=world.ada, said=replace(SAID, currency="USD"), at=NOW)
    assert faults(refusal) == {"currency": "people.currency.in_use"}
    with pytest.raises(Refused):
        change_company(by=world.ada, at=NOW, currency="usd")
    OrderLine.objects.unscoped("a test").delete()
    Payment.objects.unscoped("a test").update(amount=0)
    Product.objects.update(price=0, cost=0)
    from fieldday.visits.models import Expense, Stop

    Expense.objects.unscoped("a test").delete()
    Stop.objects.unscoped("a test").update(expected_order=None, expected_collection=None)
    assert change_settings(by=world.ada, said=replace(SAID, currency="usd"), at=NOW).currency == "USD"


def test_each_wrong_setting_is_named(world):
    wrong = replace(SAID, currency="T1", plan_rule="whenever", arrival_radius_m=5, location_days=0)
    with pytest.raises(Refused) as refusal:
        change_settings(by=world.ada, said=wrong, at=NOW)
    assert faults(refusal) == {
        "currency": "people.currency.unknown",
        "plan_rule": "people.plan_rule.unknown",
        "arrival_radius_m": "people.setting.out_of_bounds",
        "location_days": "people.setting.out_of_bounds",
    }


def test_reminders_and_years_are_kept(world):
    company = change_settings(by=world.ada, said=replace(SAID, reminder_minutes=0, roc_years=True), at=NOW)
    assert (company.reminder_minutes, company.roc_years) == (0, True)
    with pytest.raises(Refused) as refusal:
        change_settings(by=world.ada, said=replace(SAID, reminder_minutes=721), at=NOW)
    assert faults(refusal) == {"reminder_minutes": "people.setting.out_of_bounds"}


def test_a_paper_of_the_evening_is_not_due_at_midnight_as_its_day_begins(world):
    wrong = replace(SAID, plan_deadline=time(0), report_deadline=time(0))
    with pytest.raises(Refused) as refusal:
        change_settings(by=world.ada, said=wrong, at=NOW)
    assert faults(refusal) == dict.fromkeys(("plan_deadline", "report_deadline"), "people.setting.too_early")
    late = replace(SAID, plan_rule="same_day", plan_deadline=time(0), report_deadline=time(23, 59))
    assert change_settings(by=world.ada, said=late, at=NOW).plan_deadline == time(0)


def test_two_people_at_the_settings_at_once(world):
    seen = stamp(Company.the(), STAMPED)
    change_settings(by=world.oscar, said=SAID, at=NOW, seen=seen)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_settings(by=world.ada, said=replace(SAID, name="別的"), at=NOW, seen=seen)


def test_a_company_day_goes_before_the_public_calendar(world):
    saturday, monday = date(2026, 11, 28), date(2026, 11, 30)
    assert next_working_day(date(2026, 11, 27)) == monday
    set_company_days(by=world.oscar, since=saturday, works=True, name="盤點", at=NOW)
    set_company_days(by=world.oscar, since=monday, works=False, name="員工旅遊", at=NOW)
    assert the_calendar().works(saturday)
    assert not the_calendar().works(monday)
    assert next_working_day(date(2026, 11, 27)) == saturday
    assert the_calendar().next(saturday) == date(2026, 12, 1)
    remove_company_day(by=world.oscar, day=saturday, at=NOW)
    remove_company_day(by=world.oscar, day=saturday, at=NOW)
    assert not the_calendar().works(saturday)
    assert Event.objects.filter(verb="people.company_day.removed").count() == 1


def test_days_in_a_row_leave_alone_what_is_so_anyway(world):
    days = set_company_days(
        by=world.ada, since=date(2026, 11, 27), until=date(2026, 12, 1), works=False, name="旅遊", at=NOW
    )
    assert [row.day.day for row in days] == [27, 30, 1]
    assert CompanyDay.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "code", "facts"),
    [
        ("name", "people.company_day.without_name", {"name": " "}),
        ("until", "people.company_day.turned_round", {"until": date(2026, 11, 1)}),
        ("until", "people.company_day.too_many", {"until": date(2027, 3, 1)}),
        ("since", "people.company_day.no_difference", {"works": True}),
    ],
)
def test_days_that_cannot_be_set(world, field, code, facts):
    with pytest.raises(Refused) as refusal:
        set_company_days(**{"by": world.ada, "since": MONDAY, "works": False, "name": "旅遊", "at": NOW, **facts})
    assert faults(refusal) == {field: code}


def test_a_year_tells_its_holidays_in_the_readers_language(world):
    set_company_days(by=world.ada, since=MONDAY, works=False, name="旅遊", at=NOW)
    year = the_year(2025, "zh-hant")
    assert (date(2025, 2, 8), True) in {(one.day, one.works) for one in year.public}
    assert "端午節" in {one.name for one in year.public}
    assert "Dragon Boat Festival" in {one.name for one in the_year(2025, "en").public}
    assert [row.name for row in the_year(2026, "en").own] == ["旅遊"]


@pytest.mark.parametrize("name", ["diana", "bob", "alice", "uma"])
def test_only_the_office_sets(world, name):
    with pytest.raises(Refused, match="not_allowed"):
        change_settings(by=world.people[name], said=SAID, at=NOW)
    with pytest.raises(Refused, match="not_allowed"):
        set_company_days(by=world.people[name], since=MONDAY, works=False, name="x", at=NOW)
