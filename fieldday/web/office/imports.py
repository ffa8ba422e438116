"""匯入: bring a file, name its columns, look at what it would do, bring it in, take it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import duties, files
from fieldday.kit.doors import door
from fieldday.kit.files import MEGABYTE
from fieldday.kit.imports.kinds import kinds
from fieldday.kit.imports.limits import FILE_BYTES
from fieldday.kit.paging import page_of
from fieldday.kit.refusals import Refused
from fieldday.people.actions import import_jobs as verbs
from fieldday.people.models import ImportJob
from fieldday.people.questions.imports import import_seen, imports_seen, remarks
from fieldday.people.questions.mappings import guessed_mapping, remembered, sources_named
from fieldday.web.office.common import office_only
from fieldday.web.office.import_meanings import meanings_said
from fieldday.web.office.import_page import job_page, job_rows, mapping_said
from fieldday.web.office.import_words import KINDS
from fieldday.web.posting import errors_by_field, posted


@door(reads="people.importjob", verb="people.import.uploaded")
@office_only
def imports(request: HttpRequest) -> HttpResponse:
    """The files that were brought, and the form for another one; a POST brings it."""
    return _brought(request) if request.method == "POST" else _list(request)


@door(reads="people.importjob")
def import_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file, wherever it stands: its columns, what the check found, how far it is, what came of it."""
    return _page(request, job_found(request, pk))


@door(reads="people.importjob")
def import_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the work on a file is; the whole page again once it is done."""
    job = job_found(request, pk)
    if job.state in ImportJob.WORK:
        return render(request, "web/office/import_progress.html", {"job": job})
    return HttpResponse(status=200, headers={"HX-Redirect": reverse("import", args=[pk])})


@door(reads="people.importjob")
def import_rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows that were rejected, or those that could not be taken back, page by page."""
    job = job_found(request, pk)
    about = "undoing" if request.GET.get("about") == "undoing" else "row"
    page = page_of(remarks(request.user, job, about), request.GET.get("page", ""), size=100)
    answer = {"job": job, "page": page, "rows": job_rows(job, page.rows), "about": about}
    return render(request, "web/office/import_rows.html", answer)


@door(verb="people.import.checked")
@office_only
def import_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The columns as the form names them, and the whole file tried by them."""
    job = job_found(request, pk)
    said = mapping_said(request.POST, job)

    def effect(at: datetime) -> str:
        verbs.check_import(by=request.user, job_id=pk, mapping=said, at=at)
        return reverse("import", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        job.mapping = said
        return _page(request, job, errors=errors_by_field(refusal), status=422)

    return _woken(posted(request, effect, refused=refused))


@door(verb="people.import.checked")
@office_only
def import_meanings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What words of the file mean, and the whole file tried so."""
    return tried_so(request, pk, verbs.choose_words, meanings_said(request.POST))


@door(verb="people.import.started")
@office_only
def import_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Brought in for good."""

    def effect(at: datetime) -> str:
        verbs.start_import(by=request.user, job_id=pk, at=at)
        return reverse("import", args=[pk])

    return _woken(posted(request, effect))


@door(verb="people.import.taken_back")
def import_reversal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taken back: what is new goes, what changed gets back what it held."""

    def effect(at: datetime) -> str:
        verbs.take_back_import(by=request.user, job_id=pk, at=at)
        return reverse("import", args=[pk])

    return _woken(posted(request, effect))


@door(verb="people.import.discarded")
@office_only
def import_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Thrown away, never brought in."""

    def effect(at: datetime) -> str:
        verbs.discard_import(by=request.user, job_id=pk, at=at)
        return reverse("imports")

    return posted(request, effect, done=_("The file was thrown away."))


def _brought(request: HttpRequest) -> HttpResponse:
    """Keep the upload and look into it first: both may take a while, and nobody should wait for them to write."""
    kind = request.POST.get("kind", "")
    kept: files.KeptFile | None = None
    taken = False
    try:
        name, kept = _kept(request)
        looked = verbs.look_into(files.path_of(kept.path))
    except Refused as refusal:
        files.forget(kept.path if kept else "")
        return _list(request, kind, errors=errors_by_field(refusal), status=422)
    file = kept

    def effect(at: datetime) -> str:
        nonlocal taken
        source = request.POST.get("source", "")
        job = verbs.take_file(by=request.user, kind=kind, name=name, file=file, looked=looked, at=at, source=source)
        taken = True
        return reverse("import", args=[job.pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _list(request, kind, errors=errors_by_field(refusal), status=422)

    try:
        return posted(request, effect, refused=refused)
    finally:
        if not taken:  # refused, or the same form came twice
            files.forget(file.path)


def _kept(request: HttpRequest) -> tuple[str, files.KeptFile]:
    most = FILE_BYTES // MEGABYTE
    if files.TOO_BIG in request.META:
        raise Refused("kit.import.file_too_big", field="file", megabytes=request.META[files.TOO_BIG], most=most)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("people.import.no_file", field="file")
    return upload.name or "", files.keep(upload.chunks(), verbs.FOLDER)


def _woken(answer: HttpResponse) -> HttpResponse:
    duties.wake()
    return answer


def job_found(request: HttpRequest, pk: UUID) -> ImportJob:
    """The file in sight. Raises Http404."""
    job = import_seen(request.user, pk)
    if job is None:
        raise Http404
    return job


def _list(
    request: HttpRequest, kind: str = "", *, errors: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    kind = kind or request.GET.get("kind", "")
    answer = {
        "page": page_of(imports_seen(request.user), request.GET.get("page", "") if request.method == "GET" else ""),
        "kinds": [(name, *KINDS[name]) for name in kinds() if name in KINDS and name != "contacts"],
        "names": {name: words[0] for name, words in KINDS.items()},
        "kind": kind if kind in KINDS else "accounts",
        "most": FILE_BYTES // MEGABYTE,
        "sources": sources_named(),
        "errors": errors or {},
    }
    return render(request, "web/office/imports.html", answer, status=status)


def tried_so(
    request: HttpRequest, pk: UUID, choose: Callable[..., Any], said: Any, then: str = "", **more: Any
) -> HttpResponse:
    """A choice about a file kept, the whole file tried so, and on to its page, or to the address `then`."""
    job = job_found(request, pk)

    def effect(at: datetime) -> str:
        choose(by=request.user, job_id=pk, said=said, at=at, **more)
        return then or reverse("import", args=[pk])

    def refused(refusal: Refused) -> HttpResponse:
        return _page(request, job, errors=errors_by_field(refusal), status=422)

    return _woken(posted(request, effect, refused=refused))


def _page(
    request: HttpRequest, job: ImportJob, *, errors: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    naming = bool(errors) or job.state == "uploaded" or "columns" in request.GET
    offered = remembered(job.kind, job.header, job.source) if naming else []
    wanted = request.GET.get("as", "")
    if wanted == "names":
        job.mapping = guessed_mapping(job.kind, job.header)
    elif chosen := next((one for one in offered if str(one.id) == wanted), None):
        job.mapping = chosen.mapping
    answer = job_page(request.user, job, naming=naming)
    answer |= {"offered": offered, "errors": errors or {}}
    return render(request, "web/office/import.html", answer, status=status)
