"""The kinds of files that this room takes, and how their rows are taken back."""

from fieldday.customers.actions import (
    contact_fields,
    import_accounts,
    import_contacts,
    unimport_accounts,
    unimport_contacts,
)
from fieldday.customers.actions.book_content import open_cards
from fieldday.kit.imports.kinds import Kind, register, register_undo
from fieldday.rules.headers import guess_contacts

register(Kind("accounts", import_accounts.VERB, import_accounts.fields, import_accounts.import_accounts, twins=True))
register_undo(import_accounts.VERB, unimport_accounts.unimport_accounts)
register(
    Kind(
        "contacts",
        import_contacts.VERB,
        contact_fields.fields,
        import_contacts.import_contacts,
        open_cards,
        guess=guess_contacts,
    )
)
register_undo(import_contacts.VERB, unimport_contacts.unimport_contacts)
register_undo("customers.account.brought", unimport_contacts.unbring_accounts)
