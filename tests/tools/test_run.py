"""`./run` as people and scripts call it."""

import os
import subprocess
from pathlib import Path

import pytest

from tools import checks, environment, system

pytestmark = pytest.mark.once

RUN = Path(__file__).resolve().parents[2] / "run"


def run(*words: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [RUN, *words], cwd=cwd, env={**environment, **variables}, capture_output=True, text=True, check=False
    )


def test_a_command_says_only_its_own_words_on_stdout_and_runs_where_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "fieldday").mkdir()  # a folder of that name is not taken for the product
    (tmp_path / "fieldday" / "__init__.py").write_text("raise SystemExit('wrong fieldday')")
    done = run("version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_unknown_slice_is_named(tmp_path: Path) -> None:
    done = run("test", "nonsense", cwd=tmp_path)
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert done.stdout == ""


def test_without_a_python_new_enough_it_says_so(tmp_path: Path) -> None:
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    done = run("version", cwd=tmp_path, PATH=str(tmp_path), FIELDDAY_PYTHON="")
    assert done.returncode == 2
    assert "3.11" in done.stderr


def test_a_step_runs_again_only_when_what_it_was_made_from_changed(tmp_path: Path) -> None:
    source, made, runs = tmp_path / "source", tmp_path / "made", []

    def step() -> None:
        runs.append(source.read_text())
        made.write_text(runs[-1])

    def once() -> bool:
        return environment._once(tmp_path / "stamp", environment.digest([source]), step, made=made)

    source.write_text("a")
    assert (once(), once()) == (True, False)
    source.write_text("b")
    assert (once(), once()) == (True, False)
    made.unlink()
    assert once()
    assert runs == ["a", "b", "b"]


def test_a_step_that_failed_is_not_taken_for_done(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_text("old")

    def fail() -> None:
        raise environment.SetUpFailed("no line")

    for _ in range(2):
        with pytest.raises(environment.SetUpFailed):
            environment._once(tmp_path / "stamp", "new", fail, made=made)


def test_what_cannot_be_installed_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(system.Missing, match="apt-get install chromium"):
        system.apt_install("chromium")


def test_where_the_browser_without_windows_cannot_be_had_the_one_that_is_there_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {"chromium"}
    asked: list[str] = []

    def install(*packages: str, patient: bool = True) -> None:
        asked.extend(packages)
        raise system.Missing("no line")

    monkeypatch.delenv("FIELDDAY_CHROMIUM", raising=False)
    monkeypatch.setattr(system, "apt_install", install)
    monkeypatch.setattr(system, "_reads_chinese", lambda: True)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/bin/{name}" if name in there else None)
    system._bring_shell.cache_clear()
    assert system.chromium() == system.chromium() == "/bin/chromium"
    assert asked == [system.SHELL], "asked for once"
    there.add(system.SHELL)
    assert system.chromium() == f"/bin/{system.SHELL}"
    system._bring_shell.cache_clear()


def test_a_stage_left_out_is_said_and_a_failed_one_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    stage = checks.stages()[-1]
    well = checks.Outcome(stage, counts=(3, 0, 1))
    assert checks._summary([well, checks.Outcome(stage, left_out="no browser")]) == 0
    assert "LEFT OUT" in capsys.readouterr().out
    assert checks._summary([well, checks.Outcome(stage, failed=True, counts=(1, 1, 0))]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 1 failed, 1 skipped"
    assert checks._summary([checks.Outcome(stage)]) != 0


def test_every_stage_can_be_named() -> None:
    for stage in checks.stages():
        assert checks.chosen([stage.name]) == [stage]
    assert checks.chosen(["web"])[0].name == "browser"
    assert checks.chosen([]) == checks.stages()
