"""The kinds of files that this room takes, and how their rows are taken back."""

from fieldday.customers.actions import import_accounts, unimport_accounts
from fieldday.kit.imports.kinds import Kind, register, register_undo

register(Kind("accounts", import_accounts.VERB, import_accounts.fields, import_accounts.import_accounts))
register_undo(import_accounts.VERB, unimport_accounts.unimport_accounts)
