"""Which contact that is there already a row of a file or a phone means: the import and its preview ask alike."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from fieldday.customers.models import Contact
from fieldday.rules.dedupe import phone_key
from fieldday.rules.text import fold


class KnownContacts:
    """Contacts that rows may mean: by the vCard's own id, else by name at the customer, else by mobile or e-mail."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by: dict[tuple[str, Any, str], Contact] = {}
        for row in contacts:
            self._put("uid", row.uid, "", row)
            self._put("at", row.account_id, fold(row.name), row)
            for way, value in (("mobile", row.mobile_key or phone_key(row.mobile)), ("email", row.email.casefold())):
                self._put(way, value, fold(row.name), row)
                self._put(way, value, "", row)

    def _put(self, way: str, value: Any, name: str, row: Contact) -> None:
        if value:
            self._by.setdefault((way, value, name), row)

    def of(
        self, *, name: str, uid: str = "", account_id: Any = None, mobile: str = "", email: str = ""
    ) -> Contact | None:
        """The one that is meant; `mobile` is its key (`rules.dedupe.phone_key`)."""
        folded, email = fold(name), email.casefold()
        for way, value, whose in (
            ("uid", uid, ""), ("at", account_id, folded), ("mobile", mobile, folded), ("email", email, folded),
            ("mobile", mobile, ""), ("email", email, ""),
        ):  # fmt: skip
            if value and (row := self._by.get((way, value, whose))) is not None:
                return row
        return None


def that_may_be_meant(
    rows: QuerySet[Contact], *, uids: Iterable[str] = (), accounts: Iterable[Any] = (), mobiles: Iterable[str] = (),
    emails: Iterable[str] = (),
) -> QuerySet[Contact]:  # fmt: skip
    """Those among `rows` that one of these could mean, the first written first."""
    wanted, mails = Q(pk__in=[]), set(emails) - {""}
    for column, values in (("uid", uids), ("account_id", accounts), ("mobile_key", mobiles)):
        wanted |= Q(**{f"{column}__in": {one for one in values if one}})
    wanted |= Q(email__in=mails | {mail.lower() for mail in mails})
    return rows.filter(wanted, retired=False, erased_at=None).order_by("pk")
