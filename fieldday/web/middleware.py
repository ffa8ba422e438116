"""Each request in the language of the person who made it; pages about people are never kept by shared caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from fieldday.kit.reading import reading
from fieldday.kit.refusals import Refused
from fieldday.web.errors import not_found
from fieldday.web.posting import refusal_page


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
        return not_found(request) if exception.missing else refusal_page(request, exception)
