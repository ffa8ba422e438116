"""The small commands: what they print, where, and how they end."""

import sqlite3
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings

from fieldday.people.models import Company
from fieldday.rules.chain import code_of
from fieldday.trail.models import Event, Seal
from fieldday.visits.models import SignOff
from tests import migrated

REPOSITORY = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


def _run(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


class TestInvite:
    def test_it_prints_the_link_and_nothing_else(self, world, capsys):
        link = _run("invite", "alice").strip()
        assert link.startswith("http://127.0.0.1:8000/invitations/") and "\n" not in link
        assert Client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
        assert capsys.readouterr().err.strip(), "the QR goes to stderr"
        event = Event.objects.get()
        assert (event.verb, event.by_id, event.noun_id) == ("people.person.invited", None, str(world.alice.pk))

    def test_it_names_the_outside_address(self, world):
        with override_settings(PUBLIC_URL="https://fieldday.example.com"):
            assert _run("invite", "alice").startswith("https://fieldday.example.com/invitations/")

    @pytest.mark.parametrize("name", ["nobody", "", "%"])
    def test_somebody_unknown_is_told_with_exit_2(self, world, name):
        with pytest.raises(CommandError, match=f"Nobody has the sign-in name {name}\\.") as error:
            _run("invite", name)
        assert error.value.returncode == 2 and not Event.objects.exists()


class TestCompany:
    def test_it_shows_what_holds(self, db):
        assert _run("company") == "name: \ncurrency: TWD\n"
        assert not Company.objects.exists(), "looking writes nothing"

    def test_it_changes_what_is_named_and_leaves_the_rest(self, db):
        assert _run("company", name="大同商行", currency="usd") == "name: 大同商行\ncurrency: USD\n"
        assert _run("company", name="小同商行") == "name: 小同商行\ncurrency: USD\n"
        changes = [event.changes for event in Event.objects.filter(verb="people.company.changed").order_by("id")]
        assert changes == [{"name": "大同商行", "currency": "USD"}, {"name": "小同商行"}]

    @pytest.mark.parametrize("currency", ["", "US", "USDX", "12$", "T D"])
    def test_a_currency_that_is_none_is_refused(self, world, currency):
        with pytest.raises(CommandError, match="three letters") as error:
            _run("company", currency=currency)
        assert error.value.returncode == 2
        assert Company.the().currency == "TWD" and not Event.objects.exists()


class TestDutiesAndVerify:
    def test_duties_once_seal_and_verify_says_so(self, world, capsys):
        _run("invite", "alice")
        papers = "plans: 4\nreports: 2\nsign-offs: 8\nverified\n"
        assert _run("verify", "trail") == "sealed: 0\nunsealed: 1\nhead: \n" + papers
        assert _run("duties", "once") == ""
        assert "trail.seal: 1" in capsys.readouterr().err
        head = Seal.objects.get().digest
        assert _run("verify", "trail") == f"sealed: 1\nunsealed: 0\nhead: {head}\n" + papers
        _run("duties", "once")
        assert Seal.objects.count() == 1

    def test_verify_ends_with_1_and_names_what_is_broken(self, world):
        _run("invite", "alice")
        _run("duties", "once")
        Event.objects.update(by_id=world.bob.pk)
        out = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("verify", "trail", stdout=out)
        assert ended.value.code == 1 and "broken seals: 1" in out.getvalue()

    def test_verify_names_the_paper_and_the_act_that_were_changed(self, world):
        SignOff.objects.unscoped("a test").filter(report=world.alices.report).update(comment="x")
        out = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("verify", "trail", stdout=out)
        told = out.getvalue()
        assert ended.value.code == 1 and "verified" not in told
        assert f"broken: report of alice for 2026-11-20 ({world.alices.report.pk})\n  act 1, sent at 2026-11-20" in told

    def test_verify_knows_a_paper_by_its_printed_code(self, world):
        digests = SignOff.objects.unscoped("a test").filter(plan=world.alices.plan_done).order_by("pk")
        first, last = (code_of(row.digest) for row in digests)
        said = _run("verify", last.lower())
        assert said.startswith("plan of alice for 2026-11-20") and said.endswith("newest act's\nverified\n")
        assert "an earlier act's" in _run("verify", first.replace("-", ""))
        for typed in ("ZZZZZ-ZZZZZ", "nonsense"):
            with pytest.raises(SystemExit) as ended:
                _run("verify", typed)
            assert ended.value.code == 2


@pytest.mark.once
def test_a_command_makes_and_migrates_an_empty_home_and_keeps_stdout_its_own(tmp_path):
    home = tmp_path / "home"
    variables = {"FIELDDAY_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    commands = [["company", "--name", "大同"], ["policy"], ["company"]]
    # Started together, as a script may: one of them migrates.
    started = [
        subprocess.Popen(
            [sys.executable, "-P", "-m", "fieldday", *command],
            cwd=REPOSITORY, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for command in commands
    ]  # fmt: skip
    answers = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], answers
    assert answers[0][0] == "name: 大同\ncurrency: TWD\n"
    assert answers[1][0].startswith("verb ")
    assert oct(home.stat().st_mode)[-3:] == "700" and oct((home / "secret_key").stat().st_mode)[-3:] == "600"
    with sqlite3.connect(home / "fieldday.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("SELECT name FROM people_company").fetchall() == [("大同",)]


@pytest.mark.once
def test_the_command_line_speaks_of_fieldday_only(tmp_path):
    """Its help lists our own commands, hides Django's options, and an error is the sentence alone."""
    home = tmp_path / "home"
    home.mkdir()
    migrated.put(home / "fieldday.sqlite3")

    def ended(*words):
        variables = {"FIELDDAY_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
        command = [sys.executable, "-P", "-m", "fieldday", *words]
        done = subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    code, listed, _ = ended("help")
    assert code == 0 and "  import " in listed and "  policy " in listed and "Import a file." in listed
    assert "axes" not in listed and "createsuperuser" not in listed and "contenttypes" not in listed
    code, told, _ = ended("import", "--help")
    assert code == 0 and "--dry-run" in told
    assert not any(option in told for option in ("--settings", "--pythonpath", "--traceback", "color", "-v"))
    assert ended("invite", "NOBODY") == (2, "", "Nobody has the sign-in name NOBODY.\n")
