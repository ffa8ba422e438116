"""Files kept with a customer: brought, saved, removed. Nothing of them is ever shown in the page."""

from datetime import datetime
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from fieldday.customers.actions.attachments import MOST_BYTES, attach_file, judge_size, remove_attachment
from fieldday.customers.models import Account
from fieldday.customers.questions.known import attachment_seen
from fieldday.kit import files
from fieldday.kit.doors import door
from fieldday.kit.files import MEGABYTE
from fieldday.kit.refusals import Refused
from fieldday.web.office.beside import account_for, back_to, form_page, take
from fieldday.web.office.common import typed, uuid_identity
from fieldday.web.posting import errors_by_field, posted

FIELDS = ("confidential", "contact")


@door(reads="customers.attachment", verb="customers.attachment.added")
def account_attachments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An empty form; a POST brings a file."""
    account = account_for(request, pk, "customers.attachment.added")
    if request.method != "POST":
        return _form(request, account, dict.fromkeys(FIELDS, ""))
    values = typed(request, FIELDS)
    upload = request.FILES.get("file")
    try:
        judge_size(int(upload.size or 0) if upload else request.META.get(files.TOO_BIG, 0) * MEGABYTE or 1)
    except Refused as refusal:
        return _form(request, account, values, errors_by_field(refusal), 422)

    def effect(at: datetime) -> str:
        attach_file(
            by=request.user, account_id=pk, upload=upload, at=at, confidential=values["confidential"] == "yes",
            contact_id=uuid_identity(values["contact"]),
        )  # fmt: skip
        return back_to(pk, "files")

    def draw(errors: dict[str, list[str]], status: int) -> HttpResponse:
        return _form(request, account, values, errors, status)

    return take(request, effect, draw, _("The file is kept."))


@door(reads="customers.attachment")
def attachment(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, to be saved: no browser opens it, whatever it says it is."""
    found = attachment_seen(request.user, pk)
    if found is None:
        raise Http404
    try:
        content = files.path_of(found.path).open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@door(verb="customers.attachment.removed")
def attachment_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file less, for good."""

    def effect(at: datetime) -> str:
        return back_to(remove_attachment(by=request.user, attachment_id=pk, at=at), "files")

    return posted(request, effect, done=_("The file is removed."))


def _form(
    request: HttpRequest,
    account: Account,
    values: dict[str, str],
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    more = {"most": MOST_BYTES // MEGABYTE}
    template = "web/accounts/attachment_form.html"
    return form_page(request, template, account, values, errors=errors, status=status, **more)
