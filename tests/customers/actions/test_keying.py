"""The keys of names and phones follow every verb that writes a name or a phone."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from fieldday.customers.actions.account_content import AccountInput
from fieldday.customers.actions.change_account import change_account
from fieldday.customers.actions.contact_adding import ContactInput, add_contact
from fieldday.customers.actions.contact_keeping import change_contact
from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.customers.actions.open_account import open_account
from fieldday.customers.models import Account, Contact
from tests.world import NOW

pytestmark = pytest.mark.django_db


def keys(pk):
    return Account.objects.unscoped("test").values_list("name_key", "phone_key").get(pk=pk)


def test_opening_and_changing_an_account_key_it(world):
    said = AccountInput(name="臺大成(股)公司", phone="(02) 2345-6789", owner_id=world.alice.pk)
    opened = open_account(by=world.alice, said=said, at=NOW)
    assert keys(opened.pk) == ("台大成", "0223456789")
    said = AccountInput(name="小成商行", phone="", owner_id=world.alice.pk)
    change_account(by=world.alice, account_id=opened.pk, version=1, said=said, at=NOW)
    assert keys(opened.pk) == ("小成", "")


def test_adding_and_changing_a_contact_key_it(world):
    contact = add_contact(
        by=world.alice, account_id=world.lotus.pk, said=ContactInput("王", phone="0912-345-678"), at=NOW
    )
    contact.refresh_from_db()
    assert contact.phone_key == "0912345678"
    change_contact(by=world.alice, contact_id=contact.pk, said=ContactInput("王", phone="0223456789#12"), at=NOW)
    contact.refresh_from_db()
    assert contact.phone_key == "0223456789"


def test_an_import_keys_what_it_makes_and_what_it_changes(world):
    row = {
        "external_id": "N1",
        "name": "大成有限公司",
        "phone": "0223456789",
        "contact_name": "王",
        "contact_phone": "0912345678",
    }
    import_accounts(by=world.oscar, rows=[row], at=NOW)
    pk = Account.objects.unscoped("test").get(external_id="N1").pk
    assert keys(pk) == ("大成", "0223456789")
    assert Contact.objects.unscoped("test").get(account=pk).phone_key == "0912345678"
    import_accounts(by=world.oscar, rows=[{**row, "name": "小成", "contact_phone": "0987654321"}], at=NOW)
    assert keys(pk) == ("小成", "0223456789")
    assert Contact.objects.unscoped("test").get(account=pk).phone_key == "0987654321"


def test_the_migration_keys_what_was_there_before(world):
    Account.objects.unscoped("test").update(name="臺大成(股)公司", phone="02-2345-6789", name_key="", phone_key="")
    Contact.objects.create(account=world.lotus, name="王", mobile="0912-345-678")
    editor = SimpleNamespace(connection=connection)
    importlib.import_module("fieldday.customers.migrations.0009_keys").keys(apps, editor)
    assert keys(world.lotus.pk) == ("台大成", "0223456789")
    assert Contact.objects.unscoped("test").get(name="王").mobile_key == "0912345678"
