"""The columns of a table of contacts, as a page offers them."""

from typing import Any

from fieldday.customers.models import AddressBook
from fieldday.customers.questions.address_books import mapping_before
from fieldday.kit import files
from fieldday.kit.refusals import Refused
from fieldday.people.actions.import_jobs import Looked, look_into
from fieldday.rules.digest import digest
from fieldday.rules.headers import guess_contacts
from fieldday.web.office.import_page import named_fields
from fieldday.web.office.import_words import field_name

KIND = "contacts"


def guessed(looked: Looked) -> dict[str, Any]:
    """What a new book of a table starts with: its columns as they were named the last time, else by likely names."""
    header_digest = digest(sorted(looked.header))
    names = [field.name for field in named_fields(KIND)]
    return {
        "format": "table",
        "header_digest": header_digest,
        "mapping": mapping_before(header_digest) or guess_contacts(names, looked.header),
    }


def table_columns(book: AddressBook) -> dict[str, Any]:
    """Each field with its column, and what stands in the first rows there."""
    try:
        looked = look_into(files.path_of(book.file_path))
    except Refused:
        looked = Looked((), (), 0)
    header = [name for name in dict.fromkeys(looked.header) if name]
    fields = [
        {
            "name": field.name,
            "label": field_name(KIND, field.name),
            "needed": field.needed,
            "column": (column := book.mapping.get(field.name, "")),
            "sample": _sample(looked, column),
        }
        for field in named_fields(KIND)
    ]
    return {"book": book, "fields": fields, "columns": header, "rows": looked.rows, "errors": {}}


def _sample(looked: Looked, column: str) -> str:
    """What stands there in the first row that has anything."""
    for row in looked.samples:
        said = dict(zip(looked.header, row, strict=False))
        text = said.get(column, "") if column in said else _put_together(column, said)
        if text:
            return text
    return ""


def _put_together(column: str, said: dict[str, str]) -> str:
    if "{" not in column:
        return ""
    for name, text in said.items():
        column = column.replace(f"{{{name}}}", text)
    return column
