"""Every address declares what it does; an address that does not is denied.

`@door(reads="customers.account")` for a page, `@door(verb="visits.plan.approved")` for an act,
`@door(public="why")` for what anybody may call. `tests/house` walks all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from fieldday.kit.answers import answer, asks_json

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Declaration:
    """What an address is for: the noun it reads, the verbs it may call, or why it is open to anybody."""

    reads: str = ""
    verbs: tuple[str, ...] = ()
    public: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD")
    leaves: str = ""  # the event that reading it leaves behind, written later and elsewhere
    asks: bool = False  # a POST that only reads: its question is too long for an address


def door(
    *,
    reads: str = "",
    verb: str | tuple[str, ...] = "",
    public: str = "",
    leaves: str = "",
    asks: bool = False,
    methods: tuple[str, ...] | None = None,
) -> Callable[[View], View]:
    """Declare a view. Its methods follow: POST with a verb, GET with a noun, both with both. `leaves` is the event
    that reading it leaves behind (who looked), the one exception to reading that leaves nothing. `asks`: it reads by
    POST."""
    verbs = (verb,) if isinstance(verb, str) and verb else tuple(verb)
    if not (reads or verbs or public):
        raise ValueError("a door reads something, calls a verb, or says why it is public")
    if methods is None:
        methods = (("GET", "HEAD") if (reads or public) and not asks else ()) + (("POST",) if verbs or asks else ())
    declaration = Declaration(reads, verbs, public, methods, leaves, asks)

    def mark(view: View) -> View:
        view.declaration = declaration  # type: ignore[attr-defined]  # a mark on a function
        return view

    return mark


class DeclaredRoutesOnly:
    """Denies addresses without a declaration, methods they do not name, and strangers on all but public ones."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        declaration: Declaration | None = getattr(view, "declaration", None)
        if declaration is None:
            raise PermissionDenied
        if request.method not in declaration.methods:
            return HttpResponse(status=405, headers={"Allow": ", ".join(declaration.methods)})
        _refuse_nul(request)
        if declaration.public or request.user.is_authenticated:
            return None
        return _to_sign_in(request)


def _refuse_nul(request: HttpRequest) -> None:
    """No text that a person types holds a NUL, and PostgreSQL keeps none: say so before anything is done."""
    pairs = [*request.GET.lists(), *request.POST.lists()]
    parts = [request.path_info, *(text for name, values in pairs for text in (name, *values))]
    if any("\0" in part for part in parts):
        raise BadRequest("a NUL character")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if asks_json(request):
        return answer("signed_out")
    target = reverse("sign-in")
    if request.method == "GET":
        target += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponse(status=302, headers={"Location": target})
