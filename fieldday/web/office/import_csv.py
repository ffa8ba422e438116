"""Files that the office takes away: the rejected rows of an import, an empty file to fill in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.imports.kinds import kinds
from fieldday.kit.imports.rejected import rejected_rows
from fieldday.kit.words import say
from fieldday.people.questions.imports import every_remark, file_of, import_seen
from fieldday.rules.verdict import Reason
from fieldday.web.office.common import office_only
from fieldday.web.office.import_page import labels, named_fields
from fieldday.web.office.import_words import KINDS
from fieldday.web.office.row_files import csv_of


@door(reads="people.importjob")
def import_rejected(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The rejected rows as they stood in the file, each with why: to be mended and brought again."""
    job = import_seen(request.user, pk)
    path = file_of(job) if job else None
    if job is None or path is None:
        raise Http404
    why: dict[int, str] = {}
    say_field = labels(job.kind)
    for remark in every_remark(request.user, job):
        said = say(Reason(remark.code, remark.params))
        label = say_field(remark.field) if remark.field else ""
        text = _("%(field)s: %(why)s") % {"field": label, "why": said} if label else said
        why[remark.row] = f"{why[remark.row]} {text}" if remark.row in why else text
    stem = job.file_name.rsplit(".", 1)[0]
    return csv_of(rejected_rows(path, why, _("Reason")), _("%(file)s rejected") % {"file": stem})


@door(reads="people.importjob")
@office_only
def import_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty file with the columns that this kind may bring, in the reader's language."""
    if kind not in kinds() or kind not in KINDS:
        raise Http404
    say_field = labels(kind)
    header = [say_field(field.name) for field in named_fields(kind)]
    return csv_of([header], str(KINDS[kind][0]))
