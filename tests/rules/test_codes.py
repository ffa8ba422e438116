"""Every reason a rule can give is listed, so that the rooms can be held to have words for it."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import fieldday.rules

MODULES = [name for _, name, _ in pkgutil.iter_modules(fieldday.rules.__path__, "fieldday.rules.")]
CODE = re.compile(r"(?:kit|people|customers|trade|visits)\.[a-z_]+\.[a-z_]+")


@pytest.mark.parametrize("name", MODULES)
def test_codes_lists_exactly_what_the_module_says(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    said = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    assert said <= set(module.CODES)
    assert len(module.CODES) == len(set(module.CODES))
    assert all(CODE.fullmatch(code) for code in module.CODES)


def test_a_code_belongs_to_one_module() -> None:
    codes = [code for name in MODULES for code in importlib.import_module(name).CODES]
    assert len(codes) == len(set(codes))
