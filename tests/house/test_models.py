"""Nouns that name a person or a customer are seen through sight; migrations are complete and lean on nothing."""

import ast
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from fieldday.kit.querysets import SightQuerySet
from tests.house.source import PACKAGE, name, tree

OURS = [model for model in apps.get_models() if model.__module__.startswith("fieldday.")]
# Nouns without sight of their own that name somebody, and why.
WITHOUT_SIGHT = {
    "people.Line": "is what sight is built from",
    "people.Deputy": "is what sight is built from",
    "people.Team": "everybody may know which teams there are and who leads them",
    "people.Membership": "read together with its person, for totals by team",
    "people.Invitation": "found by its token alone",
    "people.Session": "found by its secret key alone, or listed for its own person",
    "kit.PostedForm": "read by its own person alone, by key",
    "customers.AccountSearch": "an index: the accounts it points to are taken through sight",
}
LIBRARY_OF_MIGRATIONS = {
    *("fieldday.kit.fields", "fieldday.kit.search", "fieldday.kit.ids"),  # frozen helpers
    *("fieldday.trade.keeping", "fieldday.visits.keeping"),  # the triggers that are in force (decision 0016)
    *("fieldday.rules.company_names", "fieldday.rules.dedupe"),  # keys are those of the rules that are in force
}


def _guarded(model) -> bool:
    return issubclass(type(model._default_manager.all()), SightQuerySet)


def _seen_nouns() -> set:
    """Person, Account and every model that can be followed to one of them by foreign keys."""
    seen = {apps.get_model("people.Person"), apps.get_model("customers.Account")}
    while True:
        more = {
            model
            for model in OURS
            for field in model._meta.concrete_fields
            if model not in seen and field.related_model in seen and model._meta.label not in WITHOUT_SIGHT
        }
        if not more:
            return seen
        seen |= more


@pytest.mark.parametrize("model", sorted(_seen_nouns(), key=lambda m: m._meta.label), ids=lambda m: m._meta.label)
def test_a_noun_that_belongs_to_somebody_is_seen_through_sight(model):
    assert _guarded(model), "give it SightManager and a sight(), or list it here with the reason"
    assert callable(getattr(model, "sight", None))


def test_the_list_of_exceptions_is_not_longer_than_needed():
    known = {model._meta.label for model in OURS}
    assert WITHOUT_SIGHT.keys() <= known
    assert not [label for label in WITHOUT_SIGHT if _guarded(apps.get_model(label))]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_amounts_are_exact_and_days_are_days(model):
    """SQLite sums decimals as floats; so no column is a float or Django's decimal."""
    for field in model._meta.concrete_fields:
        assert not isinstance(field, models.DecimalField | models.FloatField), f"{field.name}: use kit.fields"
        assert not getattr(field, "auto_now", False), f"{field.name}: time is passed in"
        assert not getattr(field, "auto_now_add", False), f"{field.name}: time is passed in"


@pytest.mark.django_db
def test_migrations_are_complete():
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(f"the models have changed: {out.getvalue()}")


def test_migrations_import_no_code_that_will_change():
    found = []
    for path in sorted(PACKAGE.rglob("migrations/*.py")):
        for node in ast.walk(tree(path)):
            modules = []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            elif isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            for module in modules:
                if module.startswith("fieldday") and module not in LIBRARY_OF_MIGRATIONS:
                    found.append(f"{name(path)}: {module}")
    assert not found, found
