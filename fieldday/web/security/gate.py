"""On every request: when a session was last seen, and whether its person still has a second step to set up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.answers import asks_json
from fieldday.people.sessions import SEEN
from fieldday.web import answering
from fieldday.web.signing_in.entering import ENROL

# A session is written at most so often for having been seen.
SEEN_EVERY = timedelta(minutes=5)
# What one may reach before the second step is set up.
OPEN = {"sign-out", "language", "healthz", "phone", "phone-screen", "phone-manifest", "phone-worker", "phone-words"}


class SecurityMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SEEN in request.session and request.user.is_authenticated:
            now = clock.now()
            if abs(now - datetime.fromisoformat(request.session[SEEN])) >= SEEN_EVERY:
                request.session[SEEN] = now.isoformat()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.session.get(ENROL):
            return None
        name = getattr(request.resolver_match, "url_name", None) or ""
        if name in OPEN or name.startswith("security"):
            return None
        if asks_json(request):
            return answering.forbidden("web.gate.second_step")
        target = reverse("security")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": target})
        messages.warning(request, _("Your role needs a second step at sign-in. Set it up first."))
        return redirect(target)
