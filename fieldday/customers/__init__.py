"""The customers: companies, shops, dealers and persons, with whom one talks to there and all that is known of them.

Nouns: Account, AccountSearch (what it is found by), Ownership (who owned it, since when), StatusChange, Contact, Place,
Anniversary, AccountNote, Attachment, Field (the company's own), Group, GroupMember, Segment, View, Consent, Merge,
ListTaste (how one likes the list), FormerRefusal (of somebody erased), BulkEdit and BulkRow (many changed at once),
NotTheSame, Candidate (a pair that may be one customer), DuplicateLook (when pairs were last sought),
HandOver and HandOverRow (to other owners from a day on),
AddressBook (while it is sorted), Export (a file that was asked for).
Verbs: import accounts, open an account, change an account. Questions: list, search, card, timeline.
"""
