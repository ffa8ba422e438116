"""Bring contacts in, each to the customer it belongs to: one in sight by number or name, else a new one."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from fieldday.customers.actions.contact_beside import DAYS, PLACES, Beside
from fieldday.customers.actions.contact_fields import fields
from fieldday.customers.actions.contact_photos import keep_photos
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Contact, Ownership
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.contacts_known import KnownContacts, may_be_him, that_may_be_meant, with_others
from fieldday.kit.actors import is_system
from fieldday.kit.bulk import insert
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.kit.imports.twins import FILL, SKIP
from fieldday.people.actions.importing import RoomImporter
from fieldday.people.authority import authorise
from fieldday.people.questions.people import owners_named
from fieldday.rules.cities import city_of
from fieldday.rules.company_names import name_key
from fieldday.rules.dedupe import phone_key
from fieldday.rules.in_charge import is_in_charge
from fieldday.rules.phones import tidy_phone
from fieldday.rules.text import fold
from fieldday.trail import writing

VERB = "customers.contact.imported"
FOUND_BY = {"name", "phone", "mobile", "email", "line_id"}
BESIDE = (*DAYS, *PLACES)


def import_contacts(
    *, by: Any, rows: Rows, at: datetime, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Create and change contacts in sight. Whose customer nobody in sight is gets a new one: a company where the row
    names one, else the person himself; `owner` looks after it, or who imports. Who stands in a file twice is one:
    what a later row says besides is added to him. Who is new is in charge where the row says so, by his role or title
    (`rules.in_charge`), or where he is the customer himself."""
    authorise(POLICY, VERB, by=by)
    return run(_Contacts(by=by, at=at, dry_run=dry_run), rows=rows, dry_run=dry_run, progress=progress)


class _Contacts(RoomImporter):
    model = Contact
    verb = VERB
    key_field = "name"
    again = True
    fields = fields()

    def __init__(self, *, by: Any, at: datetime, dry_run: bool) -> None:
        super().__init__(by=by, at=at)
        self._dry_run = dry_run
        self._beside = Beside(at=at)
        self._accounts: dict[str, list[Account]] = {}
        self._himself: set[int] = set()  # the rows whose customer is a person, who is there already
        self._seen: set[tuple[str, str]] = set()
        self._ways: dict[int, set[tuple[str, str]]] = {}  # by row: what may tell that another one is the same person

    @property
    def kind(self) -> str:
        return "contact"

    def rows(self) -> QuerySet:
        contacts = Contact.objects
        return (
            contacts.unscoped("the command line knows every one")
            if is_system(self.by)
            else contacts.visible_to(self.by)
        )

    def key(self, draft: Draft) -> Hashable | None:
        """One person once in a file: by name with a number or an address, else with the customer."""
        said = draft.given
        if "name" not in said:
            return None
        name, mobile, email = fold(said["name"]), phone_key(said.get("mobile", "")), said.get("email", "").casefold()
        at = fold(said.get("account", ""))
        ways = {(name, one) for one in (mobile, email, at and f"at {at}") if one}
        draft.repeats = not ways.isdisjoint(self._seen)
        self._seen |= ways
        self._ways[draft.number] = ways
        way = mobile or email or phone_key(said.get("phone", ""))
        return name, way, "" if way else fold(said.get("account", ""))

    def leans(self, draft: Draft, chunk: list[Draft]) -> bool:
        mine = self._ways.get(draft.number, set())
        return draft.repeats and any(not mine.isdisjoint(self._ways.get(one.number, ())) for one in chunk)

    def refer(self, drafts: list[Draft]) -> None:
        self._find_owners(drafts)
        self._find_accounts(drafts)
        for draft in drafts:
            for name in ("mobile", "phone"):
                if name in draft.values:
                    draft.values[name] = tidy_phone(draft.given[name]).text
                    draft.values[f"{name}_key"] = phone_key(draft.given[name])
            draft.values.pop("account", None)
            found = self._accounts.get(_named(draft), [])
            if "account" not in draft.given:
                found = [one for one in found if may_be_him(one, *_numbers(draft))]
                found = found[:1] or found
            if len(found) > 1:
                draft.fail(
                    "account", "customers.contact.several_accounts", name=draft.given["account"], count=len(found)
                )
            elif found:
                draft.values["account_id"] = found[0].pk
                if found[0].kind == "person":
                    self._himself.add(draft.number)
                if found[0].address == draft.given.get("address"):
                    del draft.values["address"]

    def _find_owners(self, drafts: list[Draft]) -> None:
        owners = owners_named(draft.given["owner"] for draft in drafts if "owner" in draft.given)
        for draft in drafts:
            owner = draft.values.pop("owner", None)
            if owner and owner not in owners:
                draft.fail("owner", "people.person.unknown", name=owner)
            elif owner and not is_system(self.by) and not self.by.is_office and owners[owner] != self.by.pk:
                draft.fail("owner", "customers.contact.owner_not_yours")
            elif owner:
                draft.values["owner_id"] = owners[owner]

    def _find_accounts(self, drafts: list[Draft]) -> None:
        """The customers in sight that the rows name: by number, else by name as duplicates are found by it."""
        named = {name for draft in drafts if (name := _named(draft))}
        keys = {name: name_key(name) for name in named}
        accounts = Account.objects
        rows = accounts.unscoped("as above") if is_system(self.by) else accounts.visible_to(self.by)
        wanted = Q(name__in=named) | Q(external_id__in=named) | Q(name_key__in=set(keys.values()) - {""})
        numbered: dict[str | None, Account] = {}
        by_key: dict[str, list[Account]] = {}
        for row in rows.filter(wanted).order_by("created_at", "pk"):
            numbered[row.external_id] = row
            by_key.setdefault(row.name_key or name_key(row.name), []).append(row)
        self._accounts = {
            name: [numbered[name]] if name in numbered else self._nearest(name, by_key.get(key, []))
            for name, key in keys.items()
        }

    def _nearest(self, name: str, several: list[Account]) -> list[Account]:
        for fits in (lambda row: row.name == name, lambda row: row.owner_id == getattr(self.by, "pk", 0)):
            found = [row for row in several if fits(row)]
            several = found or several
        return several

    def stored(self, drafts: Iterable[Draft]) -> Mapping[Hashable, Any]:
        """Who is there already (`questions.contacts_known`)."""
        drafts = list(drafts)
        known = KnownContacts(self._candidates(drafts))
        found = {}
        for draft in drafts:
            contact = None if draft.given.get("known") == "create" else known.of(**_meant(draft))
            if contact is not None and draft.key is not None:
                found[draft.key] = contact
        self._beside.read(list(found.values()))
        return found

    def _candidates(self, drafts: list[Draft]) -> QuerySet[Contact]:
        said = [_meant(draft) for draft in drafts]
        found = that_may_be_meant(
            self.rows(), uids=[one["uid"] for one in said], accounts=[one["account_id"] for one in said],
            mobiles=[one["mobile"] for one in said], emails=[one["email"] for one in said],
        )  # fmt: skip
        return found.select_for_update(of=("self",), no_key=True)

    def derive(self, draft: Draft) -> None:
        said = {name: draft.values.pop(name) for name in BESIDE if name in draft.values}
        known, kind = draft.values.pop("known", "update"), draft.values.pop("kind", "")
        if draft.repeats:
            known = FILL
            draft.act = FILL if self._dry_run else ""  # whom the row above makes is not there in a dry run
        if draft.row is None:
            self._made_ready(draft, kind)
        else:
            for name in ("owner_id", "account_id"):
                draft.values.pop(name, None)
            if known == SKIP:
                draft.values.clear()
                said = {}
            elif known == FILL:
                full = {name for name in draft.values if getattr(draft.row, name.removesuffix("_key"))} | {"in_charge"}
                more = with_others(draft.row, draft.values)
                draft.values = {name: new for name, new in draft.values.items() if name not in full}
                draft.values |= {"more": more} if more != draft.row.more else {}
                said = self._beside.lacking(draft.row, said)
        self._beside.say(draft, said)

    def _made_ready(self, draft: Draft, kind: str) -> None:
        """A new contact whose customer is not known yet: what the customer will be called."""
        if "account_id" not in draft.values:
            named = draft.given.get("account")
            draft.values["account"] = (named or draft.given["name"], kind or ("company" if named else "person"))
        elif "owner_id" in draft.values:
            del draft.values["owner_id"]
        if "in_charge" not in draft.values:
            himself = draft.number in self._himself or draft.values.get("account", ("", ""))[1] == "person"
            title, role = draft.given.get("title", ""), draft.values.get("role", "")
            draft.values["in_charge"] = himself or is_in_charge(title, role)

    def make(self, drafts: list[Draft]) -> None:
        """Open the customers that new contacts belong to and nobody in sight is."""
        fresh: dict[str, Account] = {}
        for draft in drafts:
            if draft.row is not None or "account_id" in draft.values:
                continue
            name, kind = draft.values.pop("account")
            who = name if kind != "person" else f"{name} {draft.values.get('mobile_key', '')}"
            if who not in fresh:
                owner = draft.values.get("owner_id") or getattr(self.by, "pk", None)
                fresh[who] = Account(name=name, kind=kind, status="prospect", owner_id=owner, created_at=self.at)
                for attribute in ("phone", "email") if kind == "person" else ("phone",):
                    setattr(fresh[who], attribute, draft.values.get(attribute, ""))
                if kind == "person" and draft.values.get("mobile"):
                    fresh[who].phone = draft.values["mobile"]
                fresh[who].phone_checks = not fresh[who].phone or tidy_phone(fresh[who].phone).ok
                fresh[who].phone_key = phone_key(fresh[who].phone)
                fresh[who].address = draft.given.get("address", "")
                fresh[who].city = city_of(fresh[who].address)
            draft.values["account_id"] = fresh[who].pk
            draft.values.pop("owner_id", None)
            if fresh[who].address == draft.given.get("address"):
                self._beside.forget(draft, "address")
        keep_photos(drafts, self.at)
        accounts = list(fresh.values())
        if accounts:
            authorise(POLICY, "customers.account.brought", by=self.by)
        insert(accounts)
        insert(Ownership(account_id=one.pk, owner_id=one.owner_id, since=self.today) for one in accounts)
        writing.record_many(
            writing.event(
                "customers.account.brought", by=self.by, noun=one, at=self.at, account_id=one.pk, day=self.today,
                created=True, changed={"name": one.name, "kind": one.kind},
            )
            for one in accounts
        )  # fmt: skip

    def beside(self, draft: Draft) -> dict[str, Any]:
        return self._beside.changes(draft)

    def facts(self, draft: Draft) -> dict[str, Any]:
        return {"account_id": draft.row.account_id, "day": self.today}

    def write(self, batch: Batch) -> None:
        for draft in batch.changed:
            draft.row.version += 1
        if batch.changed:
            batch.attributes.add("version")
        batch.attributes -= set(BESIDE)
        super().write(batch)
        self._beside.write(batch.written)
        ids = {d.row.account_id for d in batch.written if d.created or not FOUND_BY.isdisjoint(d.changes)}
        write_search_rows(Account.objects.unscoped("customers of these contacts").filter(pk__in=ids))


def _numbers(draft: Draft) -> tuple[str, str]:
    return draft.given.get("mobile", ""), draft.given.get("phone", "")


def _named(draft: Draft) -> str:
    return str(draft.given.get("account") or draft.given.get("name", ""))


def _meant(draft: Draft) -> dict[str, Any]:
    """What a row says of who is meant, as `KnownContacts.of` takes it."""
    said = draft.values
    return {
        "name": draft.given.get("name", ""), "uid": said.get("uid", ""), "account_id": said.get("account_id"),
        "mobile": said.get("mobile_key", ""), "email": said.get("email", ""),
    }  # fmt: skip
