"""Two reps of their own for the tests of papers, what happens to their papers elsewhere, and taps that several make."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.offline.conftest import House
from tests.browser.offline.working_day import run_in

PEOPLE = """
import django, sys; django.setup()
from decimal import Decimal
from fieldday.people.models import Area, Person
from fieldday.people.actions.line import rebuild_line
from fieldday.visits.models import Code
from tests.world import account, person

bob = Person.objects.unscoped("the test's own").get(external_id="bob")
north = Area.objects.get(external_id="N")
for name in sys.argv[1:]:
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
import django, sys; django.setup()
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
import django, sys; django.setup()
from datetime import time, timedelta
from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.people.questions.calendar import next_working_day
from fieldday.visits.models import Code, DailyReport, Plan, Stop

fiona = Person.objects.unscoped("the test's own").get(external_id="fiona")
day, at = clock.today() - timedelta(days=20), clock.now() - timedelta(days=20)
DailyReport.objects.create(person=fiona, day=day, status="sent", reflections=sys.argv[1], sent_at=at)
ahead = Plan.objects.create(person=fiona, day=next_working_day(clock.today()))
stop = Stop.objects.create(plan=ahead, position=1, account=Account.objects.unscoped("hers").get(external_id="fiona-1"),
                           starts_at=time(9, 30))
stop.purposes.set(Code.objects.filter(kind="purpose", code="service"))
"""


def reps(house: House) -> None:
    """Edith and Fiona, of whom nobody else's test knows: once per server."""
    if not house.ask("SELECT 1 FROM people_person WHERE external_id = 'edith'"):
        run_in(house, PEOPLE, "edith", "fiona")


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
