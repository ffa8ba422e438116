"""A backup made from the running program comes back whole: rows, files, chain, sign-in. Through the real commands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


def fieldday(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "fieldday", *words],
        cwd=ROOT,
        env={**environment, "FIELDDAY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home, file = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("kept") / "monday.tar.gz"
    migrated.put(home / "fieldday.sqlite3")
    people = file.parent / "people.csv"
    people.write_text("external_id,name,reports_to\ndiana,戴文琪,\nbob,柏志豪,diana\n", encoding="utf-8")
    assert fieldday(home, "import", "people", str(people)).returncode == 0
    assert fieldday(home, "duties", "once").returncode == 0
    (home / "files").mkdir(exist_ok=True)
    (home / "files" / "receipt.jpg").write_bytes(b"a picture")
    made = fieldday(home, "backup", str(file))
    assert made.returncode == 0, made.stderr
    return home, file


def test_a_backup_comes_back_whole_in_one_command(kept, tmp_path):
    home, file = kept
    assert file.stat().st_mode & 0o077 == 0
    back = fieldday(tmp_path, "restore", str(file))
    assert back.returncode == 0, back.stderr
    assert (tmp_path / "files" / "receipt.jpg").read_bytes() == b"a picture"
    assert (tmp_path / "secret_key").read_text() == (home / "secret_key").read_text()
    chain = fieldday(tmp_path, "verify", "trail")
    assert chain.returncode == 0
    assert chain.stdout == fieldday(home, "verify", "trail").stdout
    assert fieldday(tmp_path, "invite", "bob").returncode == 0


def test_nothing_is_overwritten(kept):
    home, file = kept
    assert fieldday(home, "backup", str(file)).returncode == 2
    refused = fieldday(home, "restore", str(file))
    assert refused.returncode == 2
    assert "empty" in refused.stderr


def test_a_damaged_backup_is_refused_and_nothing_restored(kept, tmp_path):
    _home, file = kept
    half = tmp_path / "half.tar.gz"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    home = tmp_path / "home"
    assert fieldday(home, "restore", str(half)).returncode == 2
    assert not (home / "files").exists()
    assert fieldday(home, "restore", str(tmp_path / "nothing.tar.gz")).returncode == 2
