"""What is promised on paper is there: settings, verbs, nouns."""

import ast
import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from fieldday.config.policies import policies
from tests.house.source import PACKAGE, REPOSITORY, ROOMS, literal, name, tree

pytestmark = pytest.mark.once

SETTING = re.compile(r"\b(FIELDDAY_[A-Z_]+|DATABASE_URL)\b")
NOT_A_SETTING = {"FIELDDAY_": "a prefix"}


def _read_settings() -> set[str]:
    found = set()
    files = [*PACKAGE.rglob("*.py"), *(REPOSITORY / "tools").glob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    for path in files:
        for node in ast.walk(tree(path)):
            text = literal(node)
            if text and SETTING.fullmatch(text):
                found.add(text)
    for path in (REPOSITORY / "run", REPOSITORY / ".ci" / "run"):
        found |= set(SETTING.findall(path.read_text()))
    return found - NOT_A_SETTING.keys()


def test_every_setting_is_documented_and_no_other():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (REPOSITORY / "docs" / "operations.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(set(rows)), "a setting has two rows"
    assert set(rows) == _read_settings()


def test_the_policy_document_is_up_to_date():
    out = StringIO()
    call_command("policy", markdown=True, stdout=out)
    assert (REPOSITORY / "docs" / "policy.md").read_text() == out.getvalue(), "./run policy --markdown > docs/policy.md"


def test_the_policy_prints_every_verb():
    out = StringIO()
    call_command("policy", stdout=out)
    verbs = [verb for policy in policies() for verb in policy.rows]
    assert [line.split()[0] for line in out.getvalue().splitlines()[1:]] == verbs


@pytest.mark.parametrize("room", [room for room in ("trail", *ROOMS) if (PACKAGE / room / "models").exists()])
def test_a_room_names_its_nouns_and_says_what_it_is_for(room):
    said = ast.get_docstring(tree(PACKAGE / room / "__init__.py")) or ""
    assert said, "the room's docstring says what it is for"
    missing = [m.__name__ for m in apps.get_app_config(room).get_models() if not re.search(rf"\b{m.__name__}\b", said)]
    assert not missing, f"nouns that {room}/__init__.py does not name: {missing}"
    for model in apps.get_app_config(room).get_models():
        assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}("), f"{model.__name__}: say what it is"


def test_every_module_says_what_it_answers():
    """Models and Django's own furniture are named by their place; every other module says what it is for."""
    silent = [
        name(path)
        for path in PACKAGE.rglob("*.py")
        if not {"migrations", "models", "management"} & set(path.parts)
        and path.name not in {"apps.py", "__init__.py"}
        and not ast.get_docstring(tree(path))
    ]
    assert not silent, silent


def test_the_schedule_names_duties_that_exist():
    from fieldday.config.schedule import LONG, OUTSIDE, SCHEDULE

    lines = (*SCHEDULE, *LONG, *OUTSIDE)
    assert len({line[0] for line in lines}) == len(lines)
    for duty_name, seconds, duty in lines:
        assert duty_name and seconds > 0 and callable(duty)
