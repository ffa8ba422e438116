"""Fills an empty database with a company: `python -m benchmarks.data DIVISOR` on DATABASE_URL; 0 migrates only.

The same on every run of a day: the year ends today, and today's visits lie between midnight and now.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fieldday.config.settings")
    django.setup()

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from benchmarks import company, customers, sheets, year
from benchmarks.calls import draw_day, planned, shares
from benchmarks.company import dice
from benchmarks.events import Trail
from benchmarks.papers import WHY, Papers
from benchmarks.volumes import Volumes, volumes
from benchmarks.year import Year, midnight
from fieldday.cli.base import migrate_if_needed
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.rules.calendar import is_working, next_working_day
from fieldday.trail.models import Event
from fieldday.trail.sealing import seal

PASSWORD = "fieldday-bench"  # everybody's, for looking at the data in a browser
DAYS_AT_ONCE = 10


def fill(size: Volumes, *, at: datetime, say: Callable[[str], None] = lambda text: None) -> None:
    """Write the company's people, customers, year and papers. The database must be empty of people."""
    opened = (at - timedelta(days=400)).replace(hour=1, minute=0, second=0, microsecond=0)
    say("people, areas, products")
    house = company.found(size, opened)
    Person.objects.unscoped(WHY).update(password=make_password(PASSWORD))
    while seal(at=opened):
        pass
    tables = [model._meta.db_table for model in (*customers.TABLES, *year.NAMES, Event)]
    with transaction.atomic(), sheets.unindexed(tables):
        say(f"{size.accounts:,} customers")
        trail = Trail()
        register = customers.Customers(house, trail, opened)
        register.write(size.accounts, clock.local_day(opened))
        say(f"{size.visits:,} visits, {size.orders:,} orders, {size.payments:,} payments")
        behind = Year(house, register.of, trail)
        _Days(behind, size, at).write()
        trail.save(last=True)
        say("indexes")


class _Days:
    """Takes the year day by day: what the ERP booked, plans, visits, reports."""

    def __init__(self, behind: Year, size: Volumes, at: datetime) -> None:
        self.year, self.papers, self.size = behind, Papers(behind), size
        self.today = clock.local_day(at)
        self.now = int(at.timestamp())
        self.days = working_days(self.today)

    def write(self) -> None:
        reps = len(self.year.company.reps)
        counts = shares(self.size.visits, len(self.days) * reps)
        first_papers = len(self.days) - self.size.paper_days
        for n, day in enumerate(self.days):
            self._erp(day, n)
            for rep in range(reps):
                self._day(rep, day, counts[n * reps + rep], papers=n >= first_papers)
            if n % DAYS_AT_ONCE == DAYS_AT_ONCE - 1:
                self._save()
        self._erp(self.today, len(self.days))
        for rep in range(reps):
            self._plan_ahead(rep)
        self._save()

    def _erp(self, day: date, n: int) -> None:
        """Bring orders and payments up to their share of the first `n` days, with what the visits brought."""
        share = n / len(self.days)
        orders = int(self.size.orders * share) - self.year.orders
        payments = int(self.size.payments * share) - self.year.payments
        self.year.from_files(day, max(orders, 0), max(payments, 0))

    def _day(self, rep: int, day: date, count: int, *, papers: bool) -> None:
        roll, hours = dice("day", rep, day), {}
        if day == self.today:
            hours = {"start": 60, "end": max(self.now - midnight(day), 120)}
        goods, there = len(self.year.company.products), len(self.year.customers[rep])
        calls = draw_day(roll, count, there, goods, **hours)
        on_plan = planned(calls, self.size.stops - 1) if papers else []
        stops: dict[int, str] = {}
        if papers:
            missed = _not_among({call.account for call in calls}, there)
            plan = self.papers.plan(rep, day, on_plan, missed, sent=midnight(day) - 5 * 3600 - 600)
            stops = {id(call): stop.pk.hex for call, stop in zip(on_plan, plan.stops, strict=False)}
            self.papers.approve(rep, plan, midnight(day) + (30 if day == self.today else 30_000 + rep))
        visits = [(self.year.visit(rep, day, call, stops.get(id(call))), call) for call in calls]
        if papers and day != self.today:
            self.papers.report(rep, plan, visits, on_plan, signed=day != self.days[-2])

    def _plan_ahead(self, rep: int) -> None:
        """The next working day's plan, sent and waiting for the superior."""
        calls = draw_day(dice("ahead", rep), self.size.stops - 1, len(self.year.customers[rep]), 1)
        missed = _not_among({call.account for call in calls}, len(self.year.customers[rep]))
        self.papers.plan(rep, next_working_day(self.today), calls, missed, sent=self.now - 60)

    def _save(self) -> None:
        self.papers.save()  # a visit points to its stop
        self.year.save()


def working_days(today: date) -> list[date]:
    """The working days of a year up to today, today always among them."""
    days = (today - timedelta(days=back) for back in range(364, 0, -1))
    return [*(day for day in days if is_working(day)), today]


def _not_among(taken: set[int], count: int) -> int:
    return next((place for place in range(count) if place not in taken), 0)


def main(divisor: int) -> None:
    start = time.monotonic()

    def say(text: str) -> None:
        print(f"bench: {time.monotonic() - start:6.1f} s  {text}", file=sys.stderr, flush=True)

    migrate_if_needed()
    if not divisor:
        return
    fill(volumes(divisor), at=clock.now(), say=say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    say("filled")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
