from fieldday.customers.models.account import Account, AccountSearch
from fieldday.customers.models.contact import Contact
from fieldday.customers.models.ownership import Ownership

__all__ = ["Account", "AccountSearch", "Contact", "Ownership"]
