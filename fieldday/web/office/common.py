"""What the office's pages share: who may open them, and reading what their forms bring."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.rules.parsing import as_number, as_uuid, parse_day
from fieldday.rules.verdict import Unreadable

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def office_only(view: View) -> View:
    """For everybody else there is nothing here. Stands under `door`, which declares what the page does."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_office:  # type: ignore[union-attr]  # `door` lets nobody in who is not signed in
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # the same signature


def identity(text: str) -> int | None:
    """The id that a field names, a number; None for an empty field, and an id that nobody has for anything else."""
    return (as_number(text) or 0) if text else None


def uuid_identity(text: str) -> UUID | None:
    """The id that a field names, a UUID; None for an empty field, and an id that nobody has for anything else."""
    return (as_uuid(text) or UUID(int=0)) if text else None


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """Parameters of the address by name, short enough to be what they should be."""
    return {name: request.GET.get(name, "")[:40] for name in names}


def typed(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    """The fields of a form as they were typed."""
    return {name: request.POST.get(name, "") for name in names}


def parameters(text: str, most: int) -> QueryDict:
    """The parameters of an address that a form brings along, of its first characters. Raises BadRequest for a NUL in
    one: no list's address holds it, and PostgreSQL keeps none."""
    found = QueryDict(text[:most])
    if any("\0" in part for name, texts in found.lists() for part in (name, *texts)):
        raise BadRequest("a NUL character")
    return found


def typed_day(text: str, field: str) -> date:
    """The day that was typed into a field. Raises Refused there for what is none, an empty field too."""
    try:
        return parse_day(text)
    except Unreadable as error:
        raise Refused(error.reason.code, [error.at(field)]) from error


def sentences(refusal: Refused) -> list[str]:
    """Why something was refused, in words."""
    return [say(reason) for reason in refusal.reasons]
