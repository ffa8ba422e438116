"""What every test may ask for. No Django here: the rules' tests load this file where Django is out of reach."""

import gc
import os
from pathlib import Path

import pytest

TRIAL_DATA = "FIELDDAY_TRIAL_DATA"


@pytest.fixture(scope="session")
def trial_data() -> Path:
    """The folder with the real company's files; the test is skipped by name where it is not given."""
    named = os.environ.get(TRIAL_DATA)
    if not named:
        pytest.skip(f"{TRIAL_DATA} is not set")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"{TRIAL_DATA} names no folder: {folder}")
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """The tiny world and its fixtures, wherever Django is within reach."""
    gc.set_threshold(100_000, 50, 100)  # looking for rubbish is a tenth of a test's time, and there is little of it
    if config.pluginmanager.has_plugin("django"):
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_collection_finish() -> None:
    """The tests themselves stay until the end: they are not looked through again."""
    gc.collect()
    gc.freeze()


LONG = (
    "test_every_route.py",
    "test_every_page.py",
    "test_query_counts.py",
    "test_auditor.py",
    "test_commands.py",
    "test_story.py",
    "test_views.py",
)


DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for no database runs once, whatever it is. The longest first, so that no worker is left with one of
    them when the others are done."""
    for item in items:
        if not item.get_closest_marker("django_db") and DATABASE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("once")
    items.sort(key=lambda item: not item.nodeid.split("::")[0].endswith(LONG))
