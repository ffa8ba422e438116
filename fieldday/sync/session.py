"""Who is signed in on this phone, and the token that its forms need."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.people.sessions import handle_of
from fieldday.sync.build import build


@door(reads="people.person")
def session(request: HttpRequest) -> JsonResponse:
    """Asked before anything is sent; 401 where nobody is signed in, and the phone goes by its state: of a session that
    `expired` it keeps all that lies on it, of one that was ended nothing (web/middleware.py)."""
    person: Any = request.user
    said = {
        "person": person.pk,
        "name": person.name,
        "handle": handle_of(request.session.session_key or ""),
        "csrf": get_token(request),
        "build": build(),
        "at": timezone.localtime(clock.now()).isoformat(timespec="seconds"),
    }
    return JsonResponse(said, headers={"Cache-Control": "private, no-store"})
