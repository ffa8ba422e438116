"""Each request in the language of the person who made it; pages about people are never kept by shared caches."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from fieldday.kit.answers import answer, asks_json
from fieldday.kit.reading import reading
from fieldday.kit.refusals import Refused
from fieldday.people.backend import asking_for
from fieldday.people.questions.security import merely_ran_out
from fieldday.web.errors import not_found
from fieldday.web.posting import refuse, repeated


class AuthenticationMiddleware:
    """Like Django's own middleware, but the person is read together with his session, in one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _signed_in(request))  # type: ignore[assignment]  # acts as what it finds
        return self.get_response(request)


def _signed_in(request: HttpRequest) -> Any:
    with asking_for(request.session):
        return get_user(request)


class PersonMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        if request.method in ("GET", "HEAD"):
            with reading():
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(self)")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no page took care of is still told in words."""
        if not isinstance(exception, Refused):
            return None
        return not_found(request) if exception.missing else refuse(request, exception)


class RanOutMiddleware:
    """A phone that nobody is signed in on any more is told whether its session merely ran out, so that it keeps what
    lies on it, or was ended (decision 15). The phone names the session by its handle, which opens nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        handle = request.headers.get("X-Fieldday-Session")
        declaration = getattr(view, "declaration", None)
        if not handle or not asks_json(request) or declaration is None or declaration.public:
            return None
        if request.user.is_authenticated or not merely_ran_out(handle):
            return None
        return answer("expired")


class OutboxMiddleware:
    """A form of the phone's outbox, before any page looks at it: it is its own person's, and one that was kept already
    is answered as it was then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not asks_json(request):
            return None
        if (person := request.headers.get("X-Fieldday-Person")) and person != str(request.user.pk):
            return answer("other_person")
        return repeated(request) if request.user.is_authenticated else None
