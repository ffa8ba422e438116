"""個資: everything that is held of one person, to show it, to hand it out, to say what an erasure takes and leaves."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from fieldday.customers.actions.erasing_texts import shared_words, words_of
from fieldday.customers.models import Account, AccountNote, Anniversary, Attachment, Consent, Contact, Place
from fieldday.kit import files
from fieldday.people.models import Person
from fieldday.rules.digest import plain
from fieldday.trade.models import Order, Payment
from fieldday.trail.erasing import naming
from fieldday.trail.models import Event
from fieldday.visits.models import DailyReport, MarketNote, Visit

WHY = "of a person found in sight"
LOOKED = "customers.account.looked_at"
OF_CONTACT = ("name", "title", "role", "in_charge", "phone", "mobile", "email", "line_id", "more", "note", "uid",
              "retired")  # fmt: skip
OF_ACCOUNT = ("name", "kind", "status", "external_id", "tax_id", "phone", "email", "line_id", "address", "city",
              "industry", "source", "note", "payment_terms", "visit_hours", "fields")  # fmt: skip
BESIDE = (Anniversary, Place, AccountNote, Attachment, Consent)


@dataclass(frozen=True)
class Held:
    """What is held of a person: the rows by their kind, the visits and signed papers that name him, the files."""

    row: Account | Contact
    values: dict[str, Any]
    beside: dict[str, list[dict[str, Any]]]
    visits: list[dict[str, Any]]
    sums: dict[str, int]  # what stays in the figures
    events: list[dict[str, Any]]
    papers: int  # reports that were sent and name him: they stay as they are
    paths: tuple[tuple[str, str], ...]  # (name in the archive, path of kit.files)


@dataclass(frozen=True)
class Looked:
    """That somebody looked at a card on a day."""

    by: str
    day: date


@dataclass(frozen=True)
class PersonRow:
    """One contact of a customer, those removed and erased too."""

    contact: Contact
    erased: bool


def person_seen(reader: Any, pk: UUID) -> Contact | None:
    """A contact in sight, one who was removed too; None for one who was erased."""
    return Contact.objects.visible_to(reader).select_related("account").filter(pk=pk, erased_at=None).first()


def people_at(account: Account) -> list[PersonRow]:
    """Everybody who was ever written down at a customer found in sight. One query."""
    rows = Contact.objects.unscoped(WHY).filter(account=account).order_by("erased_at", "retired", "position", "name")
    return [PersonRow(row, row.erased_at is not None) for row in rows]


def looked_at(account: Account, *, most: int = 100) -> list[Looked]:
    """Who looked at the card of a customer found in sight, on which days, the latest first. Two queries."""
    rows = Event.objects.filter(noun="customers.account", noun_id=str(account.pk), verb=LOOKED).order_by("-id")
    found = list(rows.values_list("by_id", "day")[:most])
    people = Person.objects.unscoped("names of readers").filter(pk__in={by for by, _day in found})
    names = dict(people.values_list("pk", "name"))
    return [Looked(names.get(by or 0, ""), day) for by, day in found if day]


def held_of(row: Account | Contact) -> Held:
    """All that is held of a contact, or of a customer who is a person, found in sight. Some fifteen queries."""
    whole = isinstance(row, Account)
    account = row if isinstance(row, Account) else row.account
    whose = Q(account=account) if whole else Q(contact_id=row.pk)
    beside, attachments = {}, []
    for model in BESIDE:
        rows = list(model.objects.unscoped(WHY).filter(whose))
        beside[model._meta.model_name or ""] = [_values(one) for one in rows]
        attachments += [one for one in rows if isinstance(one, Attachment)]
    if whole:
        there = Contact.objects.unscoped(WHY).filter(account=account, erased_at=None)
        beside["contact"] = [_picked(one, OF_CONTACT) for one in there]
    visits = Visit.objects.unscoped(WHY).filter(account=account)
    met = visits if whole else visits.filter(contacts=row.pk)
    words = words_of([row]) - (set() if whole else shared_words(account, [row.pk]))
    return Held(
        row,
        _picked(row, OF_ACCOUNT if whole else OF_CONTACT),
        beside,
        list(plain(list(met.order_by("day").values("day", "channel", "arrived_at", "summary")))),
        _sums(account, met, whole),
        _events(account, row, words),
        _papers(account, words),
        tuple(_files(row, attachments)),
    )


def archive(held: Held) -> bytes:
    """A ZIP: data.json with everything, the photo and the attached files beside it."""
    content = {
        "person": held.values, "beside": held.beside, "visits": held.visits, "events": held.events,
        "counted": held.sums, "reports_that_name": held.papers,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=2))
        for name, path in held.paths:
            where = files.path_of(path)
            if where.is_file():
                box.write(where, name)
    return out.getvalue()


def _picked(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in columns if getattr(row, name) not in ("", None, [], {})}


def _values(row: Any) -> dict[str, Any]:
    left_out = {"id", "account_id", "contact_id", "by_id", "path", "attachment_id"}
    names = [column.attname for column in row._meta.concrete_fields if column.attname not in left_out]
    return _picked(row, names)


def _sums(account: Account, met: Any, whole: bool) -> dict[str, int]:
    sums = {"visits": met.count()}
    if whole:
        sums["orders"] = Order.objects.unscoped(WHY).filter(account=account).count()
        sums["payments"] = Payment.objects.unscoped(WHY).filter(account=account).count()
    return sums


def _events(account: Account, row: Any, words: set[str]) -> list[dict[str, Any]]:
    """What the trail says of him: his own events, and those of his customer that name him."""
    own = Q(noun=f"customers.{row._meta.model_name}", noun_id=str(row.pk))
    rows = Event.objects.filter(own | naming([account.pk], words), erased=False).exclude(verb=LOOKED).order_by("id")
    return list(plain(list(rows.values("at", "verb", "day", "changes"))))


def _papers(account: Account, words: set[str]) -> int:
    """How many sent reports hold a text of this customer's visits that names him."""
    named = Q(pk__in=[])
    for word in words:
        named |= Q(summary__contains=word) | Q(contacts__name=word)
    notes = Q(pk__in=[])
    for word in words:
        notes |= Q(text__contains=word)
    visits = Visit.objects.unscoped(WHY).filter(account=account)
    ids = set(visits.filter(named).values_list("day", "person_id"))
    told = MarketNote.objects.unscoped(WHY).filter(notes, visit__account=account)
    ids |= set(told.values_list("visit__day", "visit__person_id"))
    where = Q(pk__in=[])
    for day, person in list(ids)[:500]:
        where |= Q(day=day, person_id=person)
    return DailyReport.objects.unscoped(WHY).filter(where).exclude(status="draft").count() if ids else 0


def _files(row: Any, attachments: Iterable[Attachment]) -> Iterable[tuple[str, str]]:
    if row.photo:
        yield "photo.jpg", row.photo
    for number, one in enumerate(attachments, start=1):
        yield f"files/{number:03}-{one.name}", one.path
