"""The bench: its company is whole and the same twice, each work does what it says, the table tells met from missed."""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from benchmarks import extras, table
from benchmarks.calls import shares
from benchmarks.company import dice
from benchmarks.data import fill, working_days
from benchmarks.ids import Ids, dashed
from benchmarks.measure import Cost, InProcess, missing_page
from benchmarks.processes import cpu_seconds, pss_mib, tree
from benchmarks.scene import Scene
from benchmarks.volumes import volumes
from benchmarks.works import WORKS, Goal, Work
from fieldday.customers.models import Account
from fieldday.customers.questions.listing import AccountFilter, accounts_found
from fieldday.kit import clock
from fieldday.people.models import Person
from fieldday.rules import digest
from fieldday.trade.models import Order, Payment
from fieldday.trail.sealing import verify
from fieldday.visits.actions.report_signing import content_digest
from fieldday.visits.models import DailyReport, Plan, Visit

AT = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Asia/Taipei"))
WHY = "the test counts everything"
SIZE = volumes(100)
pytestmark = pytest.mark.django_db  # each test within the filled company, and taken back


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """A hundredth of the company, filled once; whoever writes takes it back."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: AT)
        fill(SIZE, at=AT)
        yield Scene(0)
        transaction.set_rollback(True)


def test_the_company_has_its_volumes(scene):
    counts = [model.objects.unscoped(WHY).count() for model in (Account, Visit, Order, Payment, Person)]
    assert counts == [SIZE.accounts, SIZE.visits, SIZE.orders, SIZE.payments, 50]
    roles = [Person.objects.unscoped(WHY).filter(role=role).count() for role in ("director", "manager", "supervisor")]
    assert roles == [1, 3, 8]
    days = Visit.objects.unscoped(WHY).order_by("day").values_list("day", flat=True).distinct()
    assert list(days) == working_days(AT.date())


def test_every_row_points_to_rows_that_are_there_and_the_chain_verifies(scene):
    connection.check_constraints()
    found = verify()
    assert found.ok and not found.unsealed and found.sealed > SIZE.visits * 3


def test_papers_are_as_the_verbs_would_have_written_them(scene):
    reports = list(DailyReport.objects.unscoped(WHY).filter(status="signed"))
    assert len(reports) == (SIZE.paper_days - 2) * SIZE.reps
    for report in reports[::10]:
        assert digest.digest(report.frozen) == content_digest(report)
    waiting = Plan.objects.unscoped(WHY).filter(status="submitted")
    assert {plan.day.isoformat() for plan in waiting} == {"2026-11-24"} and len(waiting) == SIZE.reps


def test_customers_are_found_by_two_characters(scene):
    account = Account.objects.unscoped(WHY).first()
    assert account in accounts_found(scene.people["d1"], AccountFilter(search=account.name[1:3]))


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_a_work_does_what_it_says(scene, work):
    assert missing_page(work) == ""
    name = scene.reps[-1] if work.who == "reps" else work.who
    browser = InProcess(scene.session(name))
    for act in islice(work.acts(scene, name), 2):
        act(browser)


def test_the_import_file_is_read_without_a_reject(scene, tmp_path):
    from fieldday.customers.actions.import_accounts import fields, import_accounts
    from fieldday.kit.actors import SYSTEM
    from fieldday.kit.imports.source import open_source

    extras.write_customers(tmp_path / "customers.csv", 40)
    with open_source(tmp_path / "customers.csv", fields(), None) as source:
        report = import_accounts(by=SYSTEM, rows=source.rows, at=AT, dry_run=True)
    assert (report.created, report.rejected) == (40, 0)


def test_ids_are_the_same_twice_in_order_and_of_version_seven():
    first, second = Ids(dice("test")), Ids(dice("test"))
    made = [first(moment) for moment in range(1_700_000_000, 1_700_000_200)]
    assert made == [second(moment) for moment in range(1_700_000_000, 1_700_000_200)]
    assert made == sorted(made) and len(set(made)) == 200
    assert all(one[12] == "7" and one[16] in "89ab" and len(one) == 32 for one in made)
    assert dashed("0" * 8 + "1" * 4 + "2" * 4 + "3" * 4 + "4" * 12) == "00000000-1111-2222-3333-444444444444"


def test_shares_are_even_and_whole():
    assert sum(shares(300_000, 9_500)) == 300_000
    assert set(shares(100, 7)) == {14, 15}
    assert shares(5, 0) == []


def test_processes_are_read_from_the_machine():
    import os

    assert os.getpid() in tree(os.getpid())
    assert cpu_seconds([os.getpid()]) > 0 and pss_mib([os.getpid()]) > 5
    assert cpu_seconds([2**22 + 1]) == 0


def test_the_table_says_what_is_met_and_what_is_missed():
    goal = Goal(cpu_ms=12, per_second=120, queries=8)
    cost = Cost(Work("x", "a work", "d1", (), lambda scene, name: iter(()), goal), 6, 5, 12, 15, 130, 8, 100, 0.1)
    slow = Cost(cost.work, 6, 5, 12, 15, 110, 8, 100, 0.1)
    assert (table.met(cost), table.met(slow)) == (True, False)
    text = "\n".join(table.lines([cost, slow], [extras.Fact("start", "start", "1.5 s", "≤ 2 s", True)], ["no page"]))
    assert "| a work | 11.0 (6.0 + 5.0) | 12.0 / 15.0 | 130 | 8 | ≤ 12 ms, ≥ 120/s, ≤ 8 queries | met |" in text
    assert "**missed**" in text and "Skipped: no page" in text
    assert text.endswith("Goals not met:\n- a work: 110 a second (≥ 120)")


def test_the_table_is_put_into_its_place_alone(tmp_path):
    page = tmp_path / "bench.md"
    page.write_text(f"# Before\n{table.BEGIN}\nold\n{table.END}\nafter\n")
    table.put(page, ["new", "table"])
    assert page.read_text() == f"# Before\n{table.BEGIN}\nnew\ntable\n{table.END}\nafter\n"
    page.write_text("no place")
    with pytest.raises(ValueError, match="no place"):
        table.put(page, ["new"])
