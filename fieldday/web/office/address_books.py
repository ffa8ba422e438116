"""通訊錄: bring a phone's contacts, sort them, bring in what is business. What is private stays in the preview."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions import address_books as verbs
from fieldday.customers.actions import book_content as content
from fieldday.customers.models import AddressBook
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.address_books import book_seen, broken_entries, met, open_books, sorted_entries
from fieldday.customers.questions.owners import owners_seen
from fieldday.kit import clock, duties, files
from fieldday.kit.doors import door
from fieldday.kit.paging import page_of_list
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.people.actions.import_jobs import look_into
from fieldday.people.questions.imports import imports_seen
from fieldday.web.office.book_columns import guessed, table_columns
from fieldday.web.office.common import identity
from fieldday.web.posting import errors_by_field, posted

SIZE = 50
_HEAD = 4096
KNOWN = "known"  # the tab of those who are there already
ACTS: dict[str, Any] = {
    "fill": gettext_lazy("fill in what is missing"),
    "update": gettext_lazy("take what the phone says"),
    "skip": gettext_lazy("leave as it is"),
    "create": gettext_lazy("write down once more"),
}


@door(reads="customers.addressbook", verb="customers.address_book.brought")
def address_books(request: HttpRequest) -> HttpResponse:
    """How to bring an address book, what was brought so far; a POST brings one."""
    if not _may(request.user):
        raise Http404
    return _brought(request) if request.method == "POST" else _start(request)


@door(reads="customers.addressbook")
def address_book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A book while it is sorted: searched, narrowed, page by page; one entry alone after it was sorted."""
    book = _found(request, pk)
    if book.state == "settled" and book.job_id:
        return HttpResponse(status=302, headers={"Location": reverse("import", args=[book.job_id])})
    if book.state == "columns":
        return render(request, "web/books/columns.html", table_columns(book))
    if book.state != "sorting":
        return render(request, "web/books/over.html", {"book": book}, status=410)
    try:
        return _sorting(request, book)
    except Refused:
        return render(request, "web/books/over.html", {"book": book}, status=410)


@door(verb="customers.address_book.sorted")
def address_book_choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What becomes of one contact, or of all that a search finds; of one who is there already, too."""
    book, choice = _found(request, pk), request.POST.get("choice", "")
    search, shown = request.POST.get("q", "")[:60], request.POST.get("show", "")
    place = identity(request.POST.get("place", ""))

    def effect(at: datetime) -> str:
        if "known" in request.POST and place is not None:
            verbs.choose_known(by=request.user, book_id=pk, place=place, act=request.POST["known"], at=at)
            return reverse("address-book", args=[pk])
        places = [place] if place is not None else [one.place for one in _wanted(request.user, book, search, shown)]
        verbs.sort_book(by=request.user, book_id=pk, numbers=places, choice=choice, at=at)
        return reverse("address-book", args=[pk])

    answer = posted(request, effect)
    if answer.status_code == 303:  # what was searched for is not kept with the form's answer: it may be a name
        kept = {"q": search, "show": shown if place is not None else "", "page": request.POST.get("page", "")[:6]}
        kept["place"] = "" if place is None else str(place)
        answer["Location"] += f"?{urlencode({key: text for key, text in kept.items() if text})}"
    return answer


@door(verb="customers.address_book.sorted")
def address_book_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which column of a table is which, and its contacts to sort."""
    book = _found(request, pk)
    said = {key: str(column) for key, column in request.POST.items() if key.startswith("column-")}
    mapping = {key.removeprefix("column-"): column[:200] for key, column in said.items() if column}

    def effect(at: datetime) -> str:
        if "name" not in mapping:
            raise Refused("kit.import.needed", field="column-name")
        entries = list(content.entries_of_table(files.path_of(book.file_path), verbs.fields(), mapping))
        verbs.name_columns(by=request.user, book_id=pk, mapping=mapping, entries=entries, at=at)
        return reverse("address-book", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        book.mapping = mapping
        answer = {**table_columns(book), "errors": errors_by_field(refusal)}
        return render(request, "web/books/columns.html", answer, status=422)

    return posted(request, effect, refused=refused)


@door(verb="customers.address_book.settled")
def address_book_settlement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The chosen ones brought in; of the others nothing is left."""

    def effect(at: datetime) -> str:
        job = verbs.settle_book(by=request.user, book_id=pk, known=request.POST.get("known", "fill"), at=at)
        return reverse("import", args=[job.pk])

    answer = posted(request, effect)
    duties.wake()
    return answer


@door(verb="customers.address_book.discarded")
def address_book_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Thrown away with everything in it."""

    def effect(at: datetime) -> str:
        verbs.discard_book(by=request.user, book_id=pk, at=at)
        return reverse("address-books")

    return posted(request, effect, done=_("The contacts were deleted. Nothing of them was kept."))


@door(reads="customers.addressbook")
def address_book_broken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The cards that could not be read, as they stood in the file."""
    book = _found(request, pk)
    if book.state != "sorting" or not book.broken:
        raise Http404
    text = "\r\n".join(
        f"BEGIN:VCARD\r\nX-FIELDDAY-REASON:{say(one.remarks[0])}\r\n{one.broken.strip()}\r\nEND:VCARD"
        for one in broken_entries(book)
    )
    answer = HttpResponse(text, content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="broken.vcf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _sorting(request: HttpRequest, book: AddressBook) -> HttpResponse:
    search, shown = request.GET.get("q", "")[:60], request.GET.get("show", "")
    place = identity(request.GET.get("place", ""))
    counts = {letter: book.choices.count(letter) for letter in AddressBook.CHOICES}
    answer: dict[str, Any] = {
        "book": book, "counts": counts, "q": search, "show": shown, "minutes": _minutes(book),
        "tabs": [("", _("All"), book.cards), ("i", _("Bring in"), counts["i"]), ("p", _("Private"), counts["p"]),
                 ("s", _("Leave out"), counts["s"]), (KNOWN, _("Known already"), None)],
        "acts": list(ACTS.items()),
    }  # fmt: skip
    if request.htmx and place is not None:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        one = [row for row in sorted_entries(book) if row.place == place]
        return render(
            request, "web/books/entry_answer.html", {**answer, "one": met(request.user, one)[0] if one else None}
        )
    found = _wanted(request.user, book, search, shown)
    page = page_of_list(found, request.GET.get("page", ""), SIZE)
    answer |= {"page": page, "rows": met(request.user, page.rows), "found": len(found)}
    answer["broken"] = broken_entries(book)[:20] if book.broken else []
    if request.htmx and request.htmx.target == "entries":  # type: ignore[attr-defined]  # as above
        return render(request, "web/books/entries.html", answer)
    return render(request, "web/books/book.html", answer)


def _wanted(reader: Any, book: AddressBook, search: str, shown: str) -> list[Any]:
    if shown == KNOWN:
        found = met(reader, sorted_entries(book, search=search))
        return [one for one in found if one.contact is not None]
    return sorted_entries(book, search=search, choice=shown if shown in tuple(AddressBook.CHOICES) else "")


def _minutes(book: AddressBook) -> int:
    return max(1, int((book.expires_at - clock.now()).total_seconds() // 60))


def _brought(request: HttpRequest) -> HttpResponse:
    path = ""
    taken = False

    def refused(refusal: Refused) -> HttpResponse:
        return _start(request, errors=errors_by_field(refusal), status=422)

    try:
        upload = files.keep(_uploaded(request), content.FOLDER)
        path = upload.path
        owner_id = identity(request.POST.get("owner", ""))
        entries, said = _read(files.path_of(path))
    except Refused as refusal:
        files.forget(path)
        return refused(refusal)

    def effect(at: datetime) -> str:
        nonlocal taken, path
        if entries:
            before, path = path, content.keep_entries(entries)
            files.forget(before)
        book = verbs.bring_book(by=request.user, owner_id=owner_id, entries=entries, path=path, at=at, **said)
        taken = True
        return reverse("address-book", args=[book.pk])

    try:
        return posted(request, effect, refused=refused)
    finally:
        if not taken:
            content.forget_book(path)


def _uploaded(request: HttpRequest) -> Iterator[bytes]:
    upload = request.FILES.get("file")
    if files.TOO_BIG in request.META:
        content.weigh(int(request.META[files.TOO_BIG]) * 1024 * 1024)
    if upload is None:
        raise Refused("customers.address_book.no_file", field="file")
    content.weigh(upload.size or 0)
    yield from upload.chunks()


def _read(path: Path) -> tuple[list[content.Entry], dict[str, Any]]:
    """The contacts of an upload: of vCards at once, of a table when its columns are known."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if content.is_cards(head):
        return list(content.entries_of_cards(path.read_bytes())), {"format": "vcf"}
    try:
        looked = look_into(path)
    except Refused as refusal:
        if refusal.code in {"kit.import.encoding", "kit.import.empty", "kit.import.quotes"}:
            raise Refused("customers.address_book.no_cards", field="file") from refusal
        raise
    if not looked.rows:
        raise Refused("customers.address_book.no_cards", field="file")
    return [], guessed(looked)


def _start(request: HttpRequest, *, errors: dict[str, list[str]] | None = None, status: int = 200) -> HttpResponse:
    reader: Any = request.user
    now = clock.now()
    answer = {
        "errors": errors or {},
        "waiting": open_books(reader, at=now),
        "jobs": imports_seen(reader).filter(kind=verbs.KIND)[:20],
        "owners": list(owners_seen(reader)) if reader.is_office else [],
        "most": content.MOST_BYTES // (1024 * 1024),
    }
    return render(request, "web/books/start.html", answer, status=status)


def _found(request: HttpRequest, pk: UUID) -> AddressBook:
    book = book_seen(request.user, pk, at=clock.now())
    if book is None:
        raise Http404
    return book


def _may(person: Any) -> bool:
    return POLICY.allows("customers.address_book.brought", person.role)
