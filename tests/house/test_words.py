"""Every reason for a refusal is said in words, in English and in Traditional Chinese, with all its figures."""

import ast
import importlib
import pkgutil
import re
from functools import cache

import polib
import pytest
from django.utils import translation

import fieldday.rules
from fieldday.kit import words
from fieldday.kit.words import known, say
from fieldday.rules.verdict import Reason
from tests.house.source import PACKAGE, called, literal, name, python_files, tree

pytestmark = pytest.mark.once

PARAMETER = re.compile(r"\{(\w+)\}")
OWN_ARGUMENTS = {"reasons", "field", "missing"}


def _of_rules() -> dict[str, str]:
    """Every code that a rule lists, and the rule."""
    found = {}
    for info in pkgutil.walk_packages(fieldday.rules.__path__, "fieldday.rules."):
        module = importlib.import_module(info.name)
        found |= dict.fromkeys(getattr(module, "CODES", ()), info.name)
    return found


@cache
def _said() -> tuple[tuple[str, str, set[str] | None], ...]:
    """(place, code, names of the figures or None when they cannot be read) of every reason given in the sources."""
    found = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if called(node) in {"Refused", "Reason", "refuse", "Unreadable"} and (
                code := literal(node.args[0]) if node.args else None
            ):
                found.append((f"{name(path)}:{node.lineno}", code, _figures(node)))
    return tuple(found)


def _figures(node: ast.Call) -> set[str] | None:
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    if called(node) == "Reason":
        given = (
            node.args[1] if len(node.args) > 1 else next((k.value for k in node.keywords if k.arg == "params"), None)
        )
        if given is None:
            return set()
        return {literal(key) or "" for key in given.keys} if isinstance(given, ast.Dict) else None
    if called(node) == "Refused" and (len(node.args) > 1 or any(k.arg == "reasons" for k in node.keywords)):
        return None  # the reasons speak for themselves
    return {keyword.arg for keyword in node.keywords if keyword.arg} - OWN_ARGUMENTS


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    source = PACKAGE / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(source)) if not entry.fuzzy}


def test_every_reason_has_a_sentence():
    codes = sorted(_of_rules().keys() | {code for _place, code, _figures in _said()})
    silent = [code for code in codes if not known(code)]
    assert not silent, "register their sentences in the words.py of their rooms"


def test_every_sentence_is_translated(chinese):
    with translation.override("en"):
        sentences = [str(sentence) for sentence in words._SENTENCES.values()]
    assert not [sentence for sentence in sentences if not chinese.get(sentence)], "./run messages check says more"


def test_a_sentence_gets_every_figure_it_names():
    found = []
    with translation.override("en"):
        for place, code, figures in _said():
            wanted = set(PARAMETER.findall(str(words._SENTENCES.get(code, ""))))
            if figures is not None and wanted - figures:
                found.append(f"{place}: {code} wants {sorted(wanted - figures)}")
    assert not found, "\n".join(found)


def test_a_sentence_is_filled_once_and_left_whole():
    words.register({"kit.test.sentence": "{a} and {b}"})
    try:
        assert say(Reason("kit.test.sentence", {"a": "{b}", "b": "x"})) == "{b} and x"
        assert say("kit.test.sentence", a=1) == "1 and {b}"
        assert say("kit.test.unknown") == "kit.test.unknown"
        with pytest.raises(ValueError, match="two sentences"):
            words.register({"kit.test.sentence": "something else"})
    finally:
        del words._SENTENCES["kit.test.sentence"]
