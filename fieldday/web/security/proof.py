"""Before somebody changes how he signs in, he proves again who he is: an unlocked phone on a table proves nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.actions.password import prove_oneself
from fieldday.web.posting import errors_by_field
from fieldday.web.signing_in.entering import PROVEN, inside, person_of

LASTS = timedelta(minutes=15)
View = Callable[..., HttpResponse]


def is_proven(request: HttpRequest) -> bool:
    """Whether the person proved who he is in this browser within the last quarter of an hour."""
    said = request.session.get(PROVEN)
    return said is not None and abs(clock.now() - datetime.fromisoformat(said)) < LASTS


def proven(view: View) -> View:
    """A view that asks for the password first when the last proof is too old. A form is then to be sent again."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_proven(request):
            return view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            return redirect(reverse("security-proof") + "?" + urlencode({"next": request.path}))
        return _page(request, reverse("security"), status=403)

    return ask_first


@door(reads="people.person", verb="people.person.proven")
def proof(request: HttpRequest) -> HttpResponse:
    """Who one is, once more."""
    target = inside(request, request.POST.get("next") or request.GET.get("next") or reverse("security"))
    if request.method != "POST":
        return _page(request, target)
    try:
        prove_oneself(by=person_of(request), password=request.POST.get("current", ""), at=clock.now())
    except Refused as refusal:
        return _page(request, target, refusal, status=422)
    request.session[PROVEN] = clock.now().isoformat()
    return redirect(target)


def _page(request: HttpRequest, target: str, refusal: Refused | None = None, status: int = 200) -> HttpResponse:
    page = {
        "next": target,
        "has_password": person_of(request).has_usable_password(),
        "errors": errors_by_field(refusal) if refusal else {},
    }
    return render(request, "web/security/proof.html", page, status=status)
