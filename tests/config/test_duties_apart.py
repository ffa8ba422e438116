"""What takes much memory is done by a process of its own, and only when there is something to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldday.config.schedule import LONG, duty_of, run_once
from fieldday.customers.actions.duplicate_looking import ask_for_look, look_for_duplicates, look_is_due
from fieldday.kit.duties import ByItself
from tests import migrated
from tests.world import NOW

REPOSITORY = Path(__file__).resolve().parents[2]


def _never(*, at):
    raise AssertionError("done by the process that answers pages")


def test_no_process_is_begun_while_there_is_nothing_to_do(monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_more: pytest.fail("a process was begun"))
    assert ByItself("x", _never, when=lambda *, at: False)(at=NOW) == 0


def test_another_process_does_it_and_says_when_it_could_not(monkeypatch):
    begun = []
    monkeypatch.setattr(subprocess, "run", lambda command, **more: begun.append((command, more["check"])))
    assert ByItself("x", _never, when=lambda *, at: True)(at=NOW) == 1
    assert begun == [([sys.executable, "-P", "-m", "fieldday", "duties", "once", "--only", "x"], True)]


def test_the_look_for_duplicates_is_such_a_duty():
    (duty,) = (duty for name, _seconds, duty in LONG if name == "customers.duplicates")
    assert isinstance(duty, ByItself)
    assert duty.name == "customers.duplicates"
    assert duty_of("customers.duplicates") is look_for_duplicates
    with pytest.raises(KeyError):
        duty_of("nothing.such")


@pytest.mark.django_db
def test_a_look_is_due_when_somebody_asks_and_not_while_it_is_done(world):
    look_for_duplicates(at=NOW)
    assert not look_is_due(at=NOW)
    ask_for_look(by=world.ada, at=NOW)
    assert look_is_due(at=NOW)
    assert "customers.duplicates" in run_once(at=NOW)
    assert not look_is_due(at=NOW)


def test_the_command_does_one_duty_and_names_one_that_is_not_there(tmp_path):
    settled = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    variables = {name: value for name, value in os.environ.items() if name not in settled}
    variables["FIELDDAY_HOME"] = str(tmp_path)
    migrated.put(tmp_path / "fieldday.sqlite3")
    command = [sys.executable, "-P", "-m", "fieldday", "duties", "once", "--only"]
    asked = {"env": variables, "capture_output": True, "text": True, "cwd": tmp_path}
    done = subprocess.run([*command, "customers.duplicates"], **asked)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    none = subprocess.run([*command, "nothing"], **asked)
    assert none.returncode == 2
    assert "nothing" in none.stderr
