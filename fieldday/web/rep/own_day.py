"""Pages of one's own day, for people who have none: an auditor writes no papers, and reads everybody's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fieldday.kit import clock
from fieldday.kit.policy import Scope
from fieldday.visits.policy import POLICY

View = Callable[..., HttpResponse]


def ones_own(everybodys: str) -> Callable[[View], View]:
    """A view of one's own day; who writes no plans at all is taken to the page `everybodys`, on the same day."""

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, **values: Any) -> HttpResponse:
            role: str = request.user.role  # type: ignore[union-attr]  # a door lets nobody in who has not signed in
            writes = POLICY.scope("visits.plan.saved", role) is not Scope.NOBODY
            if writes or request.method == "POST":  # which the verb refuses
                return view(request, **values)
            return redirect(f"{reverse(everybodys)}?day={values.get('day', clock.today()).isoformat()}")

        return shown

    return decorate
