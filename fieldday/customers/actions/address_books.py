"""Bring an address book, sort it into what comes in, what is private and what is left, settle it, throw it away.

Nothing of a contact is written to the database or the trail before the book is settled, and of the private ones
nothing ever: they lie in a file that goes with the preview, within the hour at the latest.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.customers.actions.book_content import FOLDER as BOOKS
from fieldday.customers.actions.book_content import Entry, forget_book, keep_entries, pictures_of, read_entries
from fieldday.customers.actions.contact_fields import KNOWN, fields
from fieldday.customers.actions.contact_photos import STAGED, stage
from fieldday.customers.models import AddressBook
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.owners import owners_seen
from fieldday.kit import files
from fieldday.kit.refusals import Refused
from fieldday.people.actions.import_jobs import FOLDER, queue_import
from fieldday.people.authority import authorise
from fieldday.people.models import ImportJob, Person
from fieldday.rules.verdict import Reason

STAYS = timedelta(hours=1)
STAGED_STAYS = timedelta(days=1)
KIND = "contacts"
OPEN = ("columns", "sorting")


def bring_book(
    *, by: Any, owner_id: int | None, entries: list[Entry], path: str, format: str, at: datetime,
    source: str = "", header_digest: str = "", mapping: Mapping[str, str] | None = None,
) -> AddressBook:  # fmt: skip
    """Begin to sort an address book whose contacts were kept at `path`: what names a company comes in unless he says
    otherwise, short numbers of services are left, the rest is private. Without entries its columns are to be named
    first."""
    authorise(POLICY, "customers.address_book.brought", by=by)
    owner = owner_of(by, owner_id)
    cards = [one for one in entries if not one.broken]
    if not cards and format == "vcf":
        raise _without_cards(entries)
    with transaction.atomic():
        book = AddressBook(
            by=by, owner=owner, state="sorting" if cards else "columns", format=format, at=at, expires_at=at + STAYS,
            file_path=path, cards=len(cards), broken=len(entries) - len(cards), choices=_guessed(cards),
            source=source[:60], header_digest=header_digest, mapping=dict(mapping or {}),
        )  # fmt: skip
        book.save(force_insert=True)
        facts = {"cards": book.cards, "broken": book.broken, "owner": owner.pk}
        trail.record("customers.address_book.brought", by=by, noun=book, at=at, **facts)
        return book


def name_columns(
    *, by: Any, book_id: UUID, mapping: Mapping[str, str], entries: list[Entry], at: datetime
) -> AddressBook:
    """Take the contacts of a table as the columns read; what stood at the book's path goes."""
    with transaction.atomic():
        book = _locked(by, "customers.address_book.sorted", book_id, at)
        if not entries:
            raise Refused("customers.address_book.no_cards", field="columns")
        before, book.file_path = book.file_path, keep_entries(entries)
        book.state, book.mapping = "sorting", dict(mapping)
        book.cards, book.choices = len(entries), _guessed(entries)
        book.save()
        transaction.on_commit(lambda: forget_book(before))
        return book


def sort_book(*, by: Any, book_id: UUID, numbers: Iterable[int], choice: str, at: datetime) -> AddressBook:
    """Say of some contacts, by their places in the book from 0, what becomes of them."""
    if choice not in AddressBook.CHOICES or len(choice) != 1:
        raise Refused("customers.address_book.unknown_choice")
    with transaction.atomic():
        book = _locked(by, "customers.address_book.sorted", book_id, at)
        letters = list(book.choices)
        for place in numbers:
            if 0 <= place < len(letters):
                letters[place] = choice
        book.choices = "".join(letters)
        book.save(update_fields=["choices"])
        return book


def choose_known(*, by: Any, book_id: UUID, place: int, act: str, at: datetime) -> AddressBook:
    """Say of one contact, by its place, what becomes of the one who is there already (`contact_fields.KNOWN`); with ""
    what is said of all when the book is settled."""
    if act and act not in KNOWN:
        raise Refused("customers.address_book.unknown_choice")
    with transaction.atomic():
        book = _locked(by, "customers.address_book.sorted", book_id, at)
        if 0 <= place < len(book.choices):
            book.known = {key: kept for key, kept in book.known.items() if key != str(place)}
            if act:
                book.known[str(place)] = act
            book.save(update_fields=["known"])
        return book


def settle_book(*, by: Any, book_id: UUID, known: str = "fill", at: datetime) -> ImportJob:
    """Have the chosen contacts brought in, and forget the whole book. `known`: what becomes of those who are there
    already (`contact_fields.KNOWN`), but for those of whom something else was said (`choose_known`)."""
    with transaction.atomic():
        book = _locked(by, "customers.address_book.settled", book_id, at)
        entries = [one for one in read_entries(book.file_path) if not one.broken]
        letters = zip(entries, book.choices, strict=True)
        places = [place for place, (_one, letter) in enumerate(letters) if letter == AddressBook.IMPORT]
        chosen = [entries[place] for place in places]
        if not chosen:
            raise Refused("customers.address_book.nobody_chosen")
        if known not in KNOWN:
            known = "fill"
        photos = {n: stage(content) for n, content in pictures_of(book.file_path, {one.number for one in chosen})}
        header = [field.name for field in fields()]
        more = {"owner": book.owner.external_id, "known": known}
        acts = {entries[place].number: book.known[str(place)] for place in places if str(place) in book.known}
        file = files.keep(_table(header, chosen, photos, more, acts), FOLDER)
        job = queue_import(
            by=by, kind=KIND, name="contacts.csv", file=file, header=header, rows=len(chosen), at=at,
            mapping={name: name for name in header},
        )  # fmt: skip
        path, book.file_path = book.file_path, ""
        counts = {letter: book.choices.count(letter) for letter in AddressBook.CHOICES}
        book.state, book.choices, book.known, book.job = "settled", "", {}, job
        book.save()
        facts = {"brought_in": counts["i"], "private": counts["p"], "left": counts["s"]}
        trail.record("customers.address_book.settled", by=by, noun=book, at=at, **facts)
        transaction.on_commit(lambda: forget_book(path))
        return job


def discard_book(*, by: Any, book_id: UUID, at: datetime) -> AddressBook:
    """Throw an address book away; nothing of it was kept."""
    with transaction.atomic():
        book = _locked(by, "customers.address_book.discarded", book_id, at)
        path, book.file_path = book.file_path, ""
        book.state, book.choices, book.known = "discarded", "", {}
        book.save()
        trail.record("customers.address_book.discarded", by=by, noun=book, at=at)
        transaction.on_commit(lambda: forget_book(path))
        return book


def clear_books(*, at: datetime) -> int:
    """Delete what was not settled within the hour, and what a killed process left lying; answers how many books."""
    books = AddressBook.objects.unscoped("a duty that deletes what is over").exclude(file_path="")
    over = list(books.filter(expires_at__lte=at))
    for book in over:
        forget_book(book.file_path)
        AddressBook.objects.unscoped("the same").filter(pk=book.pk).update(
            file_path="", state="discarded", choices="", known={}
        )
    files.clear_old(BOOKS, before=at - STAYS)
    files.clear_old(STAGED, before=at - STAGED_STAYS)
    return len(over)


def owner_of(by: Any, owner_id: int | None) -> Person:
    """Who looks after the customers that the book brings: who brings it, or, for the office, whoever's phone it is."""
    if owner_id is None or owner_id == by.pk:
        found: Person = by
        return found
    owner = owners_seen(by).filter(pk=owner_id).first() if by.is_office else None
    if owner is None:
        raise Refused("customers.address_book.not_your_line", field="owner")
    return owner


def _without_cards(entries: list[Entry]) -> Refused:
    """Why nothing of a phone's file can be sorted: nobody is in it, or what is wrong with the first of them."""
    if not entries:
        return Refused("customers.address_book.no_cards", field="file")
    code = "customers.address_book.none_read"
    why = [replace(one, field="file") for one in entries[0].remarks[:1]]
    return Refused(code, [Reason(code, {"many": len(entries)}, "file"), *why])


def _guessed(cards: Iterable[Entry]) -> str:
    return "".join(
        AddressBook.SKIP if one.service else AddressBook.IMPORT if one.business else AddressBook.PRIVATE
        for one in cards
    )


def _table(
    header: list[str], chosen: list[Entry], photos: Mapping[int, str], more: Mapping[str, str], acts: Mapping[int, str]
) -> Iterator[bytes]:
    rows = (_cells(header, one, photos, {**more, "known": acts.get(one.number, more["known"])}) for one in chosen)
    for cells in (header, *rows):
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        yield line.getvalue().encode()


def _cells(header: list[str], one: Entry, photos: Mapping[int, str], more: Mapping[str, str]) -> list[str]:
    row = {**more, **one.row, "photo": photos.get(one.number, "")}
    return [row.get(name, "") for name in header]


def _locked(by: Any, verb: str, book_id: UUID, at: datetime) -> AddressBook:
    book = AddressBook.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=book_id).first()
    authorise(POLICY, verb, by=by, author=book.by if book else None, seen=book is not None)
    if book is None:
        raise Refused("people.not_found", missing=True)
    if book.state not in OPEN or not book.file_path or book.expires_at <= at:
        raise Refused("customers.address_book.over")
    return book
