"""What a page leaves behind when it is read is declared at its door (docs/decisions/0014)."""

import ast

from fieldday.customers.actions.looking import VERB
from tests.house.routes import routes
from tests.house.source import called, name, python_files, tree


def test_only_doors_that_say_so_note_that_they_were_read():
    noting = {
        (name(path), function.name)
        for path in python_files("web", "sync")
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef) and any(called(node) == "note_look" for node in ast.walk(function))
    }
    declared = {
        (name_of(route.view), route.view.__name__)
        for route in routes()
        if route.declaration and route.declaration.leaves
    }
    assert noting == declared and noting
    assert {route.declaration.leaves for route in routes() if route.declaration and route.declaration.leaves} == {VERB}


def name_of(view):
    return view.__module__.replace(".", "/") + ".py"
