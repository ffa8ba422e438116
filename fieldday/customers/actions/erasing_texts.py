"""Where a person is named besides his own rows: notes of the customer, merges, files brought in and taken out."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from fieldday.customers.models import Account, AccountNote, Contact, Export, Merge
from fieldday.kit import files
from fieldday.kit.imports.naming import names_any
from fieldday.people.models import ImportJob, ImportRemark
from fieldday.rules.phones import phone_texts, tidy_phone
from fieldday.trail.models import Event

WHY = "where somebody who is erased is named"
OVER = ("done", "failed", "undone")  # of files: what waits to be brought in is left, he would come back refused
SHORTEST = 2  # a word of one character would hit too much


def words_of(rows: Iterable[Account | Contact]) -> set[str]:
    """Names, numbers and addresses by which these are found in a text."""
    found: set[str] = set()
    for row in rows:
        ways = [str(way.get("value", "")) for way in getattr(row, "more", ())]
        found |= {row.name, row.email, row.line_id, *ways}
        for number in (row.phone, getattr(row, "mobile", ""), *ways):
            found |= _written(number)
    return {word.strip() for word in found if len(word.strip()) >= SHORTEST}


def _written(number: str) -> set[str]:
    """A telephone number as it stands and as others may have written it; no other text."""
    phone = tidy_phone(number)
    if not phone.ok:
        return {number}
    return {number, phone.national, phone.e164, *phone_texts(phone)}


def shared_words(account: Account, but: Collection[Any]) -> set[str]:
    """Numbers that are the customer's own, or of somebody else there too: they go on being named."""
    others = Contact.objects.unscoped(WHY).filter(account=account, erased_at=None).exclude(pk__in=but)
    return words_of([account, *others])


def replace_in_notes(account: Account, words: Collection[str], name: str) -> None:
    """Let the customer's own notes say `name` instead."""
    if (text := replaced(account.note, words, name)) != account.note:
        account.note = text
        account.save(update_fields=["note"])
    for note in AccountNote.objects.unscoped(WHY).filter(account=account):
        if (text := replaced(note.text, words, name)) != note.text:
            note.text = text
            note.save(update_fields=["text"])


def redact_merges(merges: "QuerySet[Merge]", words: Collection[str]) -> None:
    """Empty what a merge keeps of him: it is not undone after an erasure."""
    for merge in merges:
        merge.gone, merge.changed = redacted(merge.gone, words), redacted(merge.changed, words)
        merge.save(update_fields=["gone", "changed"])


def imports_of(nouns: Collection[str], ids: Collection[Any]) -> list[datetime]:
    """When imports ran that brought or changed these rows."""
    rows = Event.objects.filter(noun__in=nouns, noun_id__in=[str(one) for one in ids], verb__endswith="imported")
    return list(rows.values_list("at", flat=True).distinct())


def redact_imports(ran: Collection[datetime], words: Collection[str]) -> list[str]:
    """Empty what imports keep of him; answers the files that are to go."""
    paths = []
    for job in ImportJob.objects.unscoped(WHY).filter(ran_at__in=ran):
        paths += _let_go(job, words)
    return [path for path in paths if path]


def _let_go(job: ImportJob, words: Collection[str]) -> list[str]:
    path = job.file_path
    job.file_path, job.samples = "", redacted(job.samples, words)
    job.save(update_fields=["file_path", "samples"])
    for remark in ImportRemark.objects.unscoped(WHY).filter(job=job):
        if (params := redacted(remark.params, words)) != remark.params:
            remark.params = params
            remark.save(update_fields=["params"])
    return [path]


def forget_exports(*, whole: bool) -> list[str]:
    """End the files of contacts that were made and lie there still, and of customers where one goes, or their notes
    are in it: whoever needs one asks anew. Answers the files."""
    rows = Export.objects.unscoped(WHY).filter(state="done").exclude(file_path="")
    of_customers = Q() if whole else Q(columns__icontains="note")
    over = list(rows.filter(Q(noun="contacts") | of_customers))
    Export.objects.unscoped(WHY).filter(pk__in=[one.pk for one in over]).update(file_path="", state="gone")
    return [one.file_path for one in over]


def redact_files(words: Collection[str]) -> list[str]:
    """Let go of files brought in earlier that name him, in rows that were refused too; answers the files."""
    paths = []
    for job in ImportJob.objects.unscoped(WHY).filter(state__in=OVER).exclude(file_path=""):
        found = files.lying_at(job.file_path)
        if found is not None and names_any(found, words):
            paths += _let_go(job, words)
    return paths


def redacted(value: Any, words: Collection[str]) -> Any:
    """A JSON value whose texts that hold one of `words` are empty."""
    if isinstance(value, str):
        return "" if any(word.casefold() in value.casefold() for word in words) else value
    if isinstance(value, dict):
        return {key: redacted(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [redacted(item, words) for item in value]
    return value


def replaced(text: str, words: Collection[str], name: str) -> str:
    """A text that says `name` for each of `words`."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, name)
    return text
