"""A database from before search is made findable by one command; what is right already is left alone."""

from io import StringIO

import pytest
from django.core.management import call_command

from fieldday.customers.actions import search_rewriting
from fieldday.customers.models import Account, AccountSearch
from fieldday.readings.accounts import accounts_of_query
from tests.world import MONDAY

pytestmark = pytest.mark.django_db


def found(world, text):
    return set(accounts_of_query(world.oscar, {"q": text}, MONDAY).values_list("name", flat=True))


def test_the_command_makes_customers_findable_again(world, monkeypatch):
    monkeypatch.setattr(search_rewriting, "AT_ONCE", 2)
    AccountSearch.objects.all().delete()
    Account.objects.unscoped("a test").update(name_key="")
    assert found(world, "蓮花") == set()
    out = StringIO()
    call_command("search", stdout=out)
    many = Account.objects.unscoped("a test").count()
    assert out.getvalue().startswith(f"{many} customers")
    assert found(world, "蓮花") == {"蓮花藥局"}
    assert not Account.objects.unscoped("a test").filter(name_key="").exists()
    before = list(AccountSearch.objects.order_by("pk").values())
    call_command("search", stdout=StringIO())
    assert list(AccountSearch.objects.order_by("pk").values()) == before
