"""A rep of its own for a test of papers, what happens to their papers elsewhere, and taps that several make."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import House

PEOPLE = """
import sys
from decimal import Decimal
from fieldday.people.models import Area, Person
from fieldday.people.actions.line import rebuild_line
from fieldday.visits.models import Code
from tests.world import account, person

bob = Person.objects.unscoped("the test's own").get(external_id="bob")
north = Area.objects.get(external_id="N")
name = sys.argv[1]
rep = person(name, "何" + name, bob)
rep.language = "zh-hant"
rep.save()
place = {"latitude": Decimal("24.15"), "longitude": Decimal("120.68")}
account(f"{name}-1", "臺中好鄰居超市", rep, north, phone="04-2345-6789", address="台中市西區民權路 1 號", **place)
account(f"{name}-2", "山腳茶行", rep, north)
rebuild_line()
Code.objects.filter(kind="expense", code="parking").update(limit=Decimal(500))
"""
SIGN = """
import sys
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.visits.actions.report_signing import sign_report
from fieldday.visits.models import DailyReport

bob = Person.objects.unscoped("the test's own").get(external_id="bob")
report = DailyReport.objects.visible_to(bob).get(person__external_id=sys.argv[1])
facts = {"by": bob, "report_id": report.pk, "version": report.version, "at": clock.now()}
sign_report(**facts, comment="辛苦了，週五一起去。")
"""
LONG_AGO = """
import sys
from datetime import time, timedelta
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.people.questions.calendar import next_working_day
from fieldday.visits.models import Code, DailyReport, Plan, Stop

rep = Person.objects.unscoped("the test's own").get(external_id=sys.argv[1])
day, at = clock.today() - timedelta(days=20), clock.now() - timedelta(days=20)
DailyReport.objects.create(person=rep, day=day, status="sent", reflections=sys.argv[2], sent_at=at)
ahead = Plan.objects.create(person=rep, day=next_working_day(clock.today()))
shop = Account.objects.unscoped("hers").get(external_id=f"{rep.external_id}-1")
stop = Stop.objects.create(plan=ahead, position=1, account=shop, starts_at=time(9, 30))
stop.purposes.set(Code.objects.filter(kind="purpose", code="service"))
"""


def rep_of_two(house: House, name: str) -> str:
    """A rep of Bob's with two customers, of whom no other test knows; `name`."""
    house.beside.run(PEOPLE, name)
    return name


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.tap()


def spend(page: Page, amount: str, note: str, photo: Any = None) -> None:
    page.get_by_role("radio", name="停車").check()
    page.locator("#id-amount").fill(amount)
    page.locator("#id-note").fill(note)
    if photo:
        page.locator("input[type=file]").set_input_files(photo)
        expect(page.locator("#expense-form")).to_contain_text("KB")
    tap(page, "儲存費用")
    expect(page.locator(".rows")).to_contain_text(note)
