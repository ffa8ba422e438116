"""What an export writes in words, an import of the same file reads, in each language."""

import pytest
from django.utils import translation

from fieldday.customers.actions.contact_fields import ROLES
from fieldday.customers.actions.import_accounts import KINDS, STATUSES
from fieldday.customers.models import Account, Contact
from fieldday.kit.imports import cells
from fieldday.rules.headers import guess, guess_contacts
from fieldday.web.office.import_words import field_name
from fieldday.web.states import state_word

SAID = (
    ("kind", Account.KINDS, KINDS),
    ("account", Account.STATUSES, STATUSES),
    ("role_there", Contact.ROLES, ROLES),
)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
@pytest.mark.parametrize(("kind", "codes", "words"), SAID)
def test_each_word_is_read_as_its_code(language, kind, codes, words):
    read = cells.word(words)
    with translation.override(language):
        for code in codes:
            assert read(state_word(kind, code)) == code


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_who_is_in_charge_is_found_by_the_export_s_column_name(language):
    with translation.override(language):
        name = field_name("contacts", "in_charge")
    assert guess_contacts(["name", "in_charge"], [name]) == {"in_charge": name}
    assert guess("accounts", ["contact_name"], ["負責人"]) == {"contact_name": "負責人"}
