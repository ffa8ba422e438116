"""Where a person is named besides his own rows: notes of the customer, merges, files that were imported."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fieldday.customers.models import Account, AccountNote, Contact, Merge
from fieldday.people.models import ImportJob, ImportRemark
from fieldday.trail.models import Event

WHY = "where somebody who is erased is named"
SHORTEST = 2  # a word of one character would hit too much


def words_of(rows: Iterable[Account | Contact]) -> set[str]:
    """Names, numbers and addresses by which these are found in a text."""
    found: set[str] = set()
    for row in rows:
        found |= {row.name, row.phone, row.email, row.line_id, getattr(row, "mobile", "")}
        found |= {str(way.get("value", "")) for way in getattr(row, "more", ())}
    return {word.strip() for word in found if len(word.strip()) >= SHORTEST}


def shared_words(account: Account, but: Collection[Any]) -> set[str]:
    """Numbers that are the customer's own, or of somebody else there too: they go on being named."""
    others = Contact.objects.unscoped(WHY).filter(account=account, erased_at=None).exclude(pk__in=but)
    return words_of([account, *others])


def replace_in_notes(account: Account, words: Collection[str], name: str) -> None:
    """Let the customer's own notes say `name` instead."""
    if (text := _replaced(account.note, words, name)) != account.note:
        account.note = text
        account.save(update_fields=["note"])
    for note in AccountNote.objects.unscoped(WHY).filter(account=account):
        if (text := _replaced(note.text, words, name)) != note.text:
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
        paths.append(job.file_path)
        job.file_path, job.samples = "", redacted(job.samples, words)
        job.save(update_fields=["file_path", "samples"])
        for remark in ImportRemark.objects.unscoped(WHY).filter(job=job):
            if (params := redacted(remark.params, words)) != remark.params:
                remark.params = params
                remark.save(update_fields=["params"])
    return [path for path in paths if path]


def redacted(value: Any, words: Collection[str]) -> Any:
    """A JSON value whose texts that hold one of `words` are empty."""
    if isinstance(value, str):
        return "" if any(word.casefold() in value.casefold() for word in words) else value
    if isinstance(value, dict):
        return {key: redacted(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [redacted(item, words) for item in value]
    return value


def _replaced(text: str, words: Collection[str], name: str) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, name)
    return text
