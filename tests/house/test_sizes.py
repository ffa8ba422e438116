"""Files that one reads in one go. Long functions and templates are reported, to be looked at."""

import warnings

import pytest

from tests.house.source import REPOSITORY, functions, name, python_files

pytestmark = pytest.mark.once

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 45, 90
# A longer file, and why it is better so.
LISTED: dict[str, str] = {
    "tests/world.py": "the tiny world, known by heart, is read in one place",
    "tests/browser/test_story.py": "one real day, lived from morning to evening in one place",
    "tests/people/actions/test_import_jobs.py": "one file's life, from upload to undoing, told in one place",
}


def _lines(path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_one_reads():
    files = [*python_files(), *(REPOSITORY / "tests").rglob("*.py"), *(REPOSITORY / "tools").rglob("*.py")]
    long = {name(path): _lines(path) for path in files if _lines(path) > LONGEST_FILE}
    unlisted = {path: lines for path, lines in long.items() if path not in LISTED}
    assert not unlisted, f"split these, or list them here with the reason: {unlisted}"
    assert not LISTED.keys() - long.keys(), "listed, but short enough now"


def test_long_functions_and_templates_are_reported():
    found = []
    for path in python_files():
        for function in functions(path):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"{name(path)}: {function.name}, {lines} lines")
    for path in (REPOSITORY / "fieldday").rglob("templates/**/*.html"):
        if _lines(path) > LONGEST_TEMPLATE:
            found.append(f"{name(path)}, {_lines(path)} lines")
    if found:
        warnings.warn("to be looked at:\n" + "\n".join(found), stacklevel=1)
