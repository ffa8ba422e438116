"""What the page of one file shows: its columns beside the fields, the counts, the first bad rows."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldday.kit.imports.cells import Field
from fieldday.kit.imports.kinds import kinds
from fieldday.kit.words import say
from fieldday.people.models import ImportJob, ImportRemark
from fieldday.people.questions.imports import NOT_UNDERSTOOD, file_of, remarks
from fieldday.rules.verdict import Reason
from fieldday.web.office.import_meanings import meanings_shown
from fieldday.web.office.import_twins import twins_shown
from fieldday.web.office.import_words import KINDS, TWO_COLUMNS, field_name

FIRST = 10
TWO = re.compile(r"\{([^{}]*)\} ?\{([^{}]*)\}")


@dataclass(frozen=True)
class FieldChoice:
    """A field with the column or the two columns that it is read from, and what stands in the first rows there."""

    name: str
    label: str
    needed: bool
    column: str
    second: str
    may_have_two: bool
    sample: str
    samples: tuple[str, ...]


def job_page(reader: Any, job: ImportJob, *, naming: bool) -> dict[str, Any]:
    """Everything about one file; `naming`: the columns are to be named, for the first time or again."""
    may_name = job.state in ("uploaded", "checked", "failed") and file_of(job) is not None
    answer: dict[str, Any] = {
        "job": job,
        "kind_name": KINDS[job.kind][0] if job.kind in KINDS else job.kind,
        "will_change": (job.report or {}).get("created", 0) + (job.report or {}).get("updated", 0),
        "naming": naming and may_name,
        "may_name": may_name,
        "working": job.state in ImportJob.WORK,
        "refusal": say(job.refusal["code"], **job.refusal["params"]) if job.refusal else "",
        "has_file": file_of(job) is not None,
    }
    if answer["naming"]:
        answer["fields"] = choices(job)
        answer["columns"] = [name for name in dict.fromkeys(job.header) if name]
        answer["unused"] = _unused(job)
    elif job.report:
        rows = remarks(reader, job)
        answer["sampled"] = [one for one in choices(job) if one.column] if job.state == "checked" else []
        answer |= twins_shown(reader, job) | meanings_shown(reader, job, labels(job.kind))
        told = rows.exclude(code__in=NOT_UNDERSTOOD) if answer.get("meanings") else rows
        answer["bad"] = job_rows(job, told[:FIRST])
        answer["bad_more"] = rows.count() > len(answer["bad"])
        answer["stayed"] = remarks(reader, job, ImportRemark.UNDOING).count() if job.state == "undone" else 0
    return answer


def named_fields(kind: str) -> list[Field]:
    """The fields that a page names."""
    return [field for field in kinds()[kind].fields("TWD") if not field.inner]


def labels(kind: str) -> Callable[[str], str]:
    """What says a field's name on a page. One query, for the company's own fields."""
    named = {field.name: field.label for field in named_fields(kind) if field.label}
    return lambda name: named.get(name) or field_name(kind, name)


def choices(job: ImportJob) -> list[FieldChoice]:
    """Every field of the kind, those that new rows need first."""
    found = []
    for field in named_fields(job.kind):
        column, second = _columns(job.mapping.get(field.name, ""))
        samples = tuple(
            " ".join(filter(None, (_cell(job, row, column), _cell(job, row, second)))) for row in job.samples
        )
        label = field.label or field_name(job.kind, field.name)
        found.append(
            FieldChoice(
                field.name,
                label,
                field.needed,
                column,
                second,
                field.name in TWO_COLUMNS,
                next(filter(None, samples), ""),
                samples,
            )
        )
    return found


def mapping_said(post: Mapping[str, str], job: ImportJob) -> dict[str, str]:
    """Field → column as the form says it; two columns as a text with both."""
    said = {}
    for field in named_fields(job.kind):
        column, second = post.get(f"column-{field.name}", ""), post.get(f"second-{field.name}", "")
        if column and second and field.name in TWO_COLUMNS:
            said[field.name] = f"{{{column}}} {{{second}}}"
        elif column or second:
            said[field.name] = column or second
    return said


def job_rows(job: ImportJob, found: Iterable[ImportRemark]) -> list[dict[str, Any]]:
    """Remarks as a page says them."""
    label = labels(job.kind)
    return [
        {
            "row": remark.row,
            "name": remark.params.get("row_name", ""),
            "field": label(remark.field) if remark.field else "",
            "why": say(Reason(remark.code, remark.params)),
        }
        for remark in found
    ]


def _columns(text: str) -> tuple[str, str]:
    two = TWO.fullmatch(text)
    return (two[1], two[2]) if two else (text, "")


def _cell(job: ImportJob, row: list[str], column: str) -> str:
    """What stands in a column of one of the first rows."""
    place = job.header.index(column) if column in job.header else len(row)
    return row[place] if place < len(row) else ""


def _unused(job: ImportJob) -> list[str]:
    used = {name for text in job.mapping.values() for name in _columns(text)}
    return [name for name in dict.fromkeys(job.header) if name and name not in used]
