"""What somebody opened lately, kept as ids in a signed cookie of his browser: no row is written for looking, and what
is offered again is asked for in his sight each time. Another person who signs in at that browser is offered nothing.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from fieldday.readings.finding import OPENED, Ref

COOKIE = "opened"
MOST = 8
_SALT = "fieldday.web.opened"
_KEPT_SECONDS = 90 * 24 * 3600


def refs_of(request: HttpRequest) -> tuple[Ref, ...]:
    """What this browser's person opened, the latest first; nothing for a cookie that is not his or not ours."""
    try:
        person, refs = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return ()
    return tuple((str(kind), str(pk)) for kind, pk in refs) if person == request.user.pk else ()


class OpenedMiddleware:
    """Notes each page of one customer, contact, person, paper, segment or group that was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if (
            request.method == "GET"
            and response.status_code == 200
            and match is not None
            and match.url_name in OPENED
            and request.user.is_authenticated
        ):
            _note(request, response, (match.url_name, str(match.kwargs.get("pk", ""))))
        return response


def _note(request: HttpRequest, response: HttpResponse, ref: Ref) -> None:
    before = refs_of(request)
    if before[:1] == (ref,):
        return
    refs: Sequence[Ref] = (ref, *(one for one in before if one != ref))[:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps((request.user.pk, refs), salt=_SALT, compress=True),
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
