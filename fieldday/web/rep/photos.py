"""Photos: shown to who sees what they are of, added and removed on one's own visit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import files
from fieldday.kit.doors import door
from fieldday.kit.pictures import SMALL, Picture, picture_of
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.photos import add_photos, remove_photo, require_room
from fieldday.visits.models import Visit
from fieldday.visits.questions.photos import photo_seen, visit_seen
from fieldday.web.posting import posted, refusal_page, refuse
from fieldday.web.rep.told import brought, told
from fieldday.web.rep.visit import show_kept


@door(reads="visits.photo")
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture itself; asked for again each time, so that what one may not see any more is not shown."""
    return _jpeg(request, pk, "")


@door(reads="visits.photo")
def photo_small(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The little picture of a list."""
    return _jpeg(request, pk, SMALL)


@door(verb="visits.photo.added")
def visit_photos(request: HttpRequest, pk: UUID) -> HttpResponse:
    """More photos of a visit, one or several at once; the part of the page that shows them comes back."""
    if not visit_seen(request.user, pk):
        raise Http404

    def refused(refusal: Refused) -> HttpResponse:
        return show_kept(request, pk, refusal)

    try:
        pictures = pictures_in(request)
    except Refused as refusal:
        return refuse(request, refusal, refused)

    def effect(at: datetime) -> str:
        kind, claimed_at = request.POST.get("kind", "")[:20], told(request)["claimed_at"]
        said: dict[str, Any] = {"kind": kind, "photo_id": brought(request), "claimed_at": claimed_at}
        add_photos(by=request.user, at=at, visit_id=pk, pictures=pictures, **said)
        return reverse("visit", args=[pk]) + "#photos"

    part = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    done = _("The photos are kept.") if len(pictures) > 1 else _("The photo is kept.")
    return posted(request, effect, refused=refused, done="" if part else done)


@door(verb="visits.photo.removed")
def photo_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One photo less."""

    def effect(at: datetime) -> str:
        thing = remove_photo(by=request.user, photo_id=pk, at=at)
        return (
            reverse("visit", args=[thing.pk]) + "#photos"
            if isinstance(thing, Visit)
            else reverse("expense", args=[thing.pk])
        )

    return posted(request, effect, refused=lambda refusal: refusal_page(request, refusal), done=_("The photo is gone."))


def picture_in(request: HttpRequest) -> Picture:
    """The picture that a form brings in its field "photo", made anew. Raises Refused."""
    return picture_of(_uploads(request)[0])


def pictures_in(request: HttpRequest) -> list[Picture]:
    """All pictures that a form brings in its fields "photo", made anew. Raises Refused: the first that is none, and
    more than a visit ever takes, before any of them is opened."""
    uploads = _uploads(request)
    require_room(len(uploads))
    return [picture_of(upload) for upload in uploads]


def _uploads(request: HttpRequest) -> list[Any]:
    uploads = request.FILES.getlist("photo")
    if uploads:
        return uploads
    if request.META.get(files.TOO_BIG):
        name, size = "", request.META[files.TOO_BIG]
        raise Refused("kit.picture.too_big", field="photo", name=name, most=15, megabytes=size)
    raise Refused("visits.photo.without_file", field="photo")


def _jpeg(request: HttpRequest, pk: UUID, suffix: str) -> HttpResponse:
    found = photo_seen(request.user, pk)
    if found is None:
        raise Http404
    tag = f'"{found.digest}{suffix}"'
    headers: dict[str, Any] = {
        "Cache-Control": "private, no-cache",
        "ETag": tag,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    try:
        content = files.path_of(found.path + suffix).read_bytes()
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
