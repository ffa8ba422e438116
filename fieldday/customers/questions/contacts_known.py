"""Which contact that is there already a row of a file or a phone means: the import and its preview ask alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from fieldday.customers.actions.contact_content import MOST_WAYS
from fieldday.customers.models import Account, Contact
from fieldday.rules.dedupe import phone_key
from fieldday.rules.text import fold

WAYS = {"mobile": "mobile", "phone": "phone", "email": "email"}  # columns, and the kinds of further ways


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


def may_be_him(account: Account, *numbers: str) -> bool:
    """Whether somebody without a company, who has these numbers, may be the customer of his name: two of one name with
    other numbers are two persons."""
    keys = {key for number in numbers if (key := phone_key(number))}
    mine = account.phone_key or phone_key(account.phone)
    return account.kind != "person" or not mine or not keys or mine in keys


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


def with_others(row: Contact, said: Mapping[str, Any]) -> list[dict[str, str]]:
    """The further ways to reach somebody, with those that are `said` now and stand nowhere yet: another number is kept
    beside the one that stays."""
    new = [{"kind": kind, "label": "", "value": said[name]} for name, kind in WAYS.items() if said.get(name)]
    known = {_as_way(getattr(row, name)) for name in WAYS if getattr(row, name)}
    found = list(row.more)
    known |= {_as_way(str(way.get("value", ""))) for way in found}
    missing = [name for name in WAYS if not getattr(row, name)]
    known |= {_as_way(said[name]) for name in missing if said.get(name)}  # it goes where nothing stands
    for way in [*new, *(said.get("more") or [])]:
        if (key := _as_way(str(way.get("value", "")))) and key not in known:
            known.add(key)
            found.append(way)
    return found[:MOST_WAYS]


def _as_way(text: str) -> str:
    return phone_key(text) or text.strip().casefold()
