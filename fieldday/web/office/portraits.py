"""The photo of a customer or of a person there: shown, set, taken away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.portraits import keep_portrait, remove_portrait
from fieldday.customers.questions.contacts import contact_seen
from fieldday.customers.questions.listing import account_seen
from fieldday.kit import files
from fieldday.kit.doors import door
from fieldday.kit.pictures import SMALL, Picture, picture_of
from fieldday.kit.refusals import Refused
from fieldday.web.office.beside import may
from fieldday.web.posting import errors_by_field, posted


@door(reads="customers.account", verb="customers.photo.kept")
def account_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The customer's photo; a POST sets it."""
    return _photo(request, account_seen(request.user, pk), "account")


@door(reads="customers.account", verb="customers.photo.kept")
def contact_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person's photo; a POST sets it."""
    return _photo(request, contact_seen(request.user, pk), "contact")


@door(verb="customers.photo.removed")
def account_photo_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The customer has no photo any more."""

    def effect(at: datetime) -> str:
        remove_portrait(by=request.user, at=at, account_id=pk)
        return reverse("account", args=[pk])

    return posted(request, effect, done=_("The photo is gone."))


@door(verb="customers.photo.removed")
def contact_photo_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person has no photo any more."""

    def effect(at: datetime) -> str:
        remove_portrait(by=request.user, at=at, contact_id=pk)
        return reverse("contact", args=[pk])

    return posted(request, effect, done=_("The photo is gone."))


def _photo(request: HttpRequest, row: Any, noun: str) -> HttpResponse:
    if row is None:
        raise Http404
    if request.method == "POST":
        return _set(request, row, noun)
    if request.GET.get("edit") and may(request.user, "customers.photo.kept"):
        return _form(request, row, noun)
    if not row.photo:
        raise Http404
    suffix = "" if request.GET.get("size") == "full" else SMALL
    try:
        content = files.path_of(row.photo + suffix).read_bytes()
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    headers: dict[str, Any] = {
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


def _set(request: HttpRequest, row: Any, noun: str) -> HttpResponse:
    try:
        picture = _picture_in(request)
    except Refused as refusal:
        return _form(request, row, noun, errors_by_field(refusal), 422)

    def effect(at: datetime) -> str:
        keep_portrait(by=request.user, upload=picture, at=at, **{f"{noun}_id": row.pk})
        return reverse(noun, args=[row.pk])

    draw: Callable[[Refused], HttpResponse] = lambda refusal: _form(  # noqa: E731  # one line that says it all
        request, row, noun, errors_by_field(refusal), 422
    )
    return posted(request, effect, refused=draw, done=_("The photo is kept."))


def _picture_in(request: HttpRequest) -> Picture:
    for upload in request.FILES.getlist("photo"):
        return picture_of(upload)
    if request.META.get(files.TOO_BIG):
        megabytes = request.META[files.TOO_BIG]
        raise Refused("kit.picture.too_big", field="photo", name="", most=15, megabytes=megabytes)
    raise Refused("customers.photo.without_file", field="photo")


def _form(
    request: HttpRequest, row: Any, noun: str, errors: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    answer = {"row": row, "noun": noun, "errors": errors or {}, "back": reverse(noun, args=[row.pk])}
    answer |= {"target": reverse(f"{noun}-photo", args=[row.pk])}
    answer |= {"removal": reverse(f"{noun}-photo-removal", args=[row.pk])}
    return render(request, "web/accounts/photo_form.html", answer, status=status)
