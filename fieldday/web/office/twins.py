"""All rows of a file that are or may be customers who are there: page by page, what becomes of each, and as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.people.actions import import_jobs as verbs
from fieldday.rules.parsing import as_number
from fieldday.web.office.common import office_only
from fieldday.web.office.import_twins import twins_listed, twins_page, twins_said
from fieldday.web.office.imports import job_found, tried_so
from fieldday.web.office.row_files import csv_of, xlsx_of

FILES = {"csv": csv_of, "xlsx": xlsx_of}


@door(reads="people.importjob", verb="people.import.checked")
@office_only
def import_twins(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The duplicates of a file; a POST says what is to be done with them, and the whole file is tried so. On the way
    from page to page that goes on beside, and only where something was changed."""
    if request.method != "POST":
        answer = twins_page(request.user, job_found(request, pk), request.GET.get("page", ""))
        return render(request, "web/office/import_twin_page.html", answer)
    page = as_number(request.POST.get("page", ""), 6)
    then = f"{reverse('import-twins', args=[pk])}?page={page}" if page else ""
    return tried_so(request, pk, verbs.choose_twins, twins_said(request.POST), then, only_new=bool(page))


@door(reads="people.importjob")
@office_only
def import_twins_csv(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """All of them as CSV: what stands and what the file says, side by side."""
    return _file(request, pk, "csv")


@door(reads="people.importjob")
@office_only
def import_twins_xlsx(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The same as a workbook."""
    return _file(request, pk, "xlsx")


def _file(request: HttpRequest, pk: UUID, ending: str) -> HttpResponseBase:
    job = job_found(request, pk)
    name = _("%(file)s duplicates") % {"file": job.file_name.rsplit(".", 1)[0]}
    return FILES[ending](twins_listed(request.user, job), name)
