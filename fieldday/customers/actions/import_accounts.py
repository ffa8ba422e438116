"""Bring customers in from a file, with their owners, areas and the person to talk to."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.customers.actions.contact_fields import ROLES
from fieldday.customers.actions.import_kin import KIN, KinOfFile
from fieldday.customers.actions.import_own import OwnColumns, only_changed, own_columns
from fieldday.customers.actions.import_twins import Twins, leave_alone
from fieldday.customers.actions.keying import key_account, key_contact
from fieldday.customers.actions.searching import write_first_search_rows, write_search_rows
from fieldday.customers.actions.status_keeping import write_statuses
from fieldday.customers.models import Account, Contact, Ownership
from fieldday.customers.policy import POLICY
from fieldday.kit.bulk import fresh, insert, insert_values
from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.drafts import Batch, Draft
from fieldday.kit.imports.report import ImportReport
from fieldday.kit.imports.running import Progress, Rows, run
from fieldday.kit.imports.twins import FILL, UPDATE, TwinPolicy
from fieldday.people.actions.importing import RoomImporter, find_named, make_named
from fieldday.people.authority import authorise
from fieldday.people.models import Area
from fieldday.people.questions.company import the_company
from fieldday.people.questions.people import owners_named
from fieldday.rules import taxid
from fieldday.rules.cities import city_of, tidy_city
from fieldday.rules.phones import tidy_phone
from fieldday.rules.week_hours import parse_week

VERB = "customers.account.imported"
KINDS = {
    **{kind: kind for kind in Account.KINDS},
    **dict.fromkeys(("公司", "企業"), "company"),
    **dict.fromkeys(("門市", "門店", "店家", "商店", "店", "店面", "分店", "store"), "shop"),
    **dict.fromkeys(("經銷商", "經銷", "代理商", "distributor"), "dealer"),
    **dict.fromkeys(("個人", "自然人", "private person"), "person"),
}
STATUSES = {
    **{status: status for status in Account.STATUSES},
    **dict.fromkeys(("潛在", "潛在客戶"), "prospect"),
    **dict.fromkeys(("往來中", "往來", "合作中", "有效", "正常"), "active"),
    **dict.fromkeys(("沉睡", "靜止", "久未往來", "久未合作"), "dormant"),
    **dict.fromkeys(("流失", "已流失"), "lost"),
    **dict.fromkeys(("放棄", "已放棄", "放棄經營"), "let_go"),
}
CONTACT = {
    "contact_name": "name", "contact_title": "title", "contact_phone": "phone", "contact_mobile": "mobile",
    "contact_email": "email", "contact_line_id": "line_id", "contact_role": "role",
}  # fmt: skip
FOUND_BY = {"name", "external_id", "tax_id", "phone", "address", "city", "line_id", *CONTACT}


def fields(currency: str = "TWD", *, numbered: bool = False) -> tuple[Field, ...]:
    """What a file of customers may bring, the company's own fields with it; `numbered`: not without a number. One
    query."""
    return (
        Field("external_id", cells.text(60), needed=numbered, key=True),
        Field("name", cells.text(200), needed=True),
        Field("kind", cells.word(KINDS)),
        Field("status", cells.word(STATUSES)),
        Field("tax_id", cells.text(40)),
        Field("phone", cells.text(60)),
        Field("email", cells.text(254)),
        Field("address", cells.text(250)),
        Field("city", cells.text(60)),
        Field("area", cells.text(60)),
        Field("latitude", cells.coordinate(90)),
        Field("longitude", cells.coordinate(180)),
        Field("owner", cells.text(60)),
        Field("credit_limit", cells.amount(2, currency, negative=False)),
        Field("line_id", cells.text(60)),
        Field("industry", cells.text(60)),
        Field("potential", cells.amount(2, currency, negative=False)),
        Field("payment_terms", cells.text(120)),
        Field("visit_hours", parse_week),
        Field("parent", cells.text(60)),
        Field("dealer", cells.text(60)),
        Field("source", cells.text(60)),
        Field("note", cells.text(4000)),
        Field("contact_name", cells.text(120)),
        Field("contact_title", cells.text(120)),
        Field("contact_phone", cells.text(60)),
        Field("contact_mobile", cells.text(60)),
        Field("contact_email", cells.text(254)),
        Field("contact_line_id", cells.text(60)),
        Field("contact_role", cells.word(ROLES)),
        *own_columns(currency),
    )


def import_accounts(
    *,
    by: Any,
    rows: Rows,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    twins: TwinPolicy | None = None,
) -> ImportReport:
    """Create and change customers. An owner must be known; an area that nobody knows is made.

    A tax id or a phone that does not check is kept, flagged and named among the report's warnings. A row with a new
    number, or without one, that may be a customer who is there, in the base or further up in the file, is named among
    its `twins`, and done with as `twins` says; by default it is created. Rows may come without a
    number where `twins` allows it.
    """
    authorise(POLICY, VERB, by=by)
    importer = _Accounts(by=by, at=at, twins=Twins(twins or TwinPolicy(), dry_run))
    return run(importer, rows=rows, dry_run=dry_run, progress=progress)


class _Accounts(RoomImporter):
    model = Account
    verb = VERB

    def __init__(self, *, by: Any, at: datetime, twins: Twins) -> None:
        self.fields = fields(the_company().currency, numbered=not twins.policy.unnumbered)
        self._twins = twins
        self._own = OwnColumns()
        self._kin = KinOfFile(self.rows)
        super().__init__(by=by, at=at)
        self._contacts: dict[Any, Contact] = {}

    def rows(self) -> QuerySet:
        return Account.objects.unscoped("imports know every customer")

    def check(self, draft: Draft) -> None:
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if one in draft.given and other not in draft.given and not draft.failed(other):
                draft.fail(other, "customers.account.half_a_place")

    def key(self, draft: Draft) -> Hashable | None:
        """By number; without one every row stands for itself, and is known by what it says (`Twins`)."""
        draft.key = super().key(draft) or (draft.number if "name" in draft.given else None)
        self._twins.note(draft)
        return draft.key

    def leans(self, draft: Draft, chunk: list[Draft]) -> bool:
        return self._twins.leans(draft, chunk)

    def meet(self, drafts: list[Draft]) -> None:
        self._twins.meet(drafts)
        met = [draft for draft in drafts if draft.row is not None]
        self._kin.fail_rings((draft, draft.row) for draft in met)
        self._read_contacts(draft.row for draft in met if not CONTACT.keys().isdisjoint(draft.given))
        for draft in met:
            leave_alone(draft, self._contacts.get(draft.row.pk), CONTACT)

    def refer(self, drafts: list[Draft]) -> None:
        owners = owners_named(draft.given["owner"] for draft in drafts if "owner" in draft.given)
        areas = find_named(Area, (draft.given.get("area") for draft in drafts))
        for draft in drafts:
            owner = draft.values.pop("owner", None)
            if owner in owners:
                draft.values["owner_id"] = owners[owner]
            elif owner:
                draft.fail("owner", "people.person.unknown", name=owner)
            areas.refer(draft, "area", "area_id")
            _flag(draft)
            _place(draft)
        self._kin.refer(drafts)

    def waits(self, drafts: list[Draft]) -> list[Draft]:
        return [] if self.mapped.isdisjoint(KIN) else self._kin.waits(drafts)

    def give_up(self, drafts: list[Draft]) -> None:
        self._kin.give_up(drafts)

    def kept(self, drafts: list[Draft]) -> None:
        self._twins.remember(drafts)
        if not self.mapped.isdisjoint(KIN):
            self._kin.remember(drafts)

    def stored(self, drafts: Iterable[Draft]) -> Mapping[Hashable, Any]:
        drafts = list(drafts)
        found = super().stored(draft for draft in drafts if "external_id" in draft.given)
        self._kin.fail_rings((draft, found[draft.key]) for draft in drafts if draft.key in found)
        self._contacts = {}
        self._read_contacts(found[d.key] for d in drafts if d.key in found and not CONTACT.keys().isdisjoint(d.given))
        for draft in (draft for draft in drafts if draft.key in found):
            draft.row = found[draft.key]
            self._twins.known(draft, draft.row)
            if draft.act == FILL:
                leave_alone(draft, self._contacts.get(draft.row.pk), CONTACT)
        return found

    def _read_contacts(self, accounts: Iterable[Account]) -> None:
        known = Contact.objects.unscoped("contacts of imported customers")
        if there := list(accounts):
            for contact in known.filter(account__in=there, retired=False).order_by("-id"):
                self._contacts[contact.account_id] = contact  # the first one written stays

    def derive(self, draft: Draft) -> None:
        said = {draft.values.pop(name, None) for name in CONTACT} - {None}
        contact = self._contacts.get(draft.row.pk) if draft.row else None
        if said and contact is None and "contact_name" not in draft.given:
            draft.fail("contact_name", "kit.import.needed")
        self._own.lay(draft, self.mapped, new=draft.row is None and draft.act not in (FILL, UPDATE))

    def make(self, drafts: list[Draft]) -> None:
        make_named(Area, "people.area.imported", drafts, "area", "area_id", by=self.by, at=self.at)

    def new(self, draft: Draft) -> Account:
        return fresh(Account, created_at=self.at)

    def beside(self, draft: Draft) -> dict[str, Any]:
        contact = self._contacts.get(draft.row.pk)
        changes = {}
        for field, name in CONTACT.items():
            old = getattr(contact, name) if contact else ""
            if field in draft.given and field not in draft.left and draft.given[field] != old:
                changes[field] = [old, draft.given[field]]
        return changes

    def facts(self, draft: Draft) -> dict[str, Any]:
        return {"account_id": draft.row.pk, "day": self.today}

    def write(self, batch: Batch) -> None:
        for draft in batch.changed:
            draft.row.version += 1
        if batch.changed:
            batch.attributes.add("version")
        if sum(key_account(draft.row) for draft in batch.changed):  # each of them, whatever the first one says
            batch.attributes |= {"name_key", "phone_key"}
        for draft in batch.created:
            key_account(draft.row)
        for draft in batch.written:
            if "fields" in draft.changes:
                draft.changes["fields"] = only_changed(*draft.changes["fields"])
        super().write(batch)
        self._write_owners([draft for draft in batch.written if "owner_id" in draft.changes])
        stood = [draft.row for draft in batch.changed if "status" in draft.changes]
        write_statuses(stood, by=self.by, at=self.at)
        people = [draft for draft in batch.written if not CONTACT.keys().isdisjoint(draft.changes)]
        write_first_search_rows([draft.row for draft in batch.created], self._write_contacts(people))
        write_search_rows(draft.row for draft in batch.changed if not FOUND_BY.isdisjoint(draft.changes))

    def _write_owners(self, drafts: list[Draft]) -> None:
        """Owners are known from the day of the import on."""
        first = [(draft.row.pk, draft.row.owner_id, self.today) for draft in drafts if draft.created]
        insert_values(Ownership, ("account_id", "owner_id", "since"), first)
        Ownership.objects.bulk_create(
            [
                Ownership(account_id=draft.row.pk, owner_id=draft.row.owner_id, since=self.today)
                for draft in drafts
                if not draft.created
            ],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["account", "since"],
            update_fields=["owner"],
        )

    def _write_contacts(self, drafts: list[Draft]) -> list[Contact]:
        """Store them; answers those that are new."""
        made: list[Contact] = []
        stale: list[Contact] = []
        for draft in drafts:
            contact = self._contacts.get(draft.row.pk)
            (stale if contact else made).append(contact := contact or fresh(Contact, account_id=draft.row.pk))
            for field, name in CONTACT.items():
                if field in draft.given and field not in draft.left:
                    setattr(contact, name, draft.given[field])
            key_contact(contact)
        contacts = Contact.objects.unscoped("contacts of imported customers")
        insert(made)
        contacts.bulk_update(stale, [*CONTACT.values(), "phone_key", "mobile_key"], batch_size=500)
        return made


def _place(draft: Draft) -> None:
    """The city in one spelling; one that no column names is read from the address."""
    if "city" in draft.values:
        draft.values["city"] = tidy_city(draft.given["city"])
    elif city := city_of(draft.given.get("address", "")):
        draft.values["city"] = city


def _flag(draft: Draft) -> None:
    """A tax id or a phone that does not check is kept, and says so."""
    if "tax_id" in draft.values:
        draft.values["tax_id"] = taxid.tidy(draft.given["tax_id"])
        draft.values["tax_id_checks"] = taxid.check(draft.given["tax_id"])
        if not draft.values["tax_id_checks"]:
            draft.warn("tax_id", "customers.tax_id.wrong")
    if "phone" in draft.values:
        phone = tidy_phone(draft.given["phone"])
        draft.values["phone"], draft.values["phone_checks"] = phone.text, phone.ok
        if not phone.ok:
            draft.warn("phone", "customers.phone.wrong")
