"""The customers: companies, shops, dealers and persons, with their owners and contacts.

Nouns: Account, AccountSearch (what it is found by), Ownership (who owned it, since when), Contact.
Verbs: import accounts, open an account, change an account. Questions: list, search, card, timeline.
"""
