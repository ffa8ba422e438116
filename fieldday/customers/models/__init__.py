from fieldday.customers.models.account import Account, AccountSearch
from fieldday.customers.models.account_note import AccountNote
from fieldday.customers.models.address_book import AddressBook
from fieldday.customers.models.anniversary import Anniversary
from fieldday.customers.models.attachment import Attachment
from fieldday.customers.models.bulk_edit import BulkEdit, BulkRow
from fieldday.customers.models.consent import Consent
from fieldday.customers.models.contact import Contact
from fieldday.customers.models.export import Export
from fieldday.customers.models.field import Field
from fieldday.customers.models.former_refusal import FormerRefusal
from fieldday.customers.models.group import Group, GroupMember
from fieldday.customers.models.hand_over import HandOver, HandOverRow
from fieldday.customers.models.list_taste import ListTaste
from fieldday.customers.models.merge import Candidate, DuplicateLook, Merge, NotTheSame
from fieldday.customers.models.ownership import Ownership
from fieldday.customers.models.place import Place
from fieldday.customers.models.segment import Segment, View
from fieldday.customers.models.status_change import StatusChange

__all__ = [
    "Account",
    "AccountNote",
    "AccountSearch",
    "AddressBook",
    "Anniversary",
    "Attachment",
    "BulkEdit",
    "BulkRow",
    "Candidate",
    "Consent",
    "Contact",
    "DuplicateLook",
    "Export",
    "Field",
    "FormerRefusal",
    "Group",
    "GroupMember",
    "HandOver",
    "HandOverRow",
    "ListTaste",
    "Merge",
    "NotTheSame",
    "Ownership",
    "Place",
    "Segment",
    "StatusChange",
    "View",
]
