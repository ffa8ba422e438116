"""How every form of the browser is taken: once per key, a refusal in words, then a redirect."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit import clock
from fieldday.kit.idempotency import Answer, OtherBody, digest_of, once
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say

Effect = Callable[[datetime], str]
OnRefusal = Callable[[Refused], HttpResponse]
NOT_CONTENT = {"csrfmiddlewaretoken", "_key"}


def posted(request: HttpRequest, effect: Effect, *, refused: OnRefusal | None = None, done: str = "") -> HttpResponse:
    """Run `effect(at)`, which answers where to go next, once for this form's key, and redirect there.

    A refusal keeps nothing and is shown by `refused` (default: a page with the reasons, status 422); a row that is
    out of sight answers 404 like one that does not exist. `done` is a sentence shown on the next page.
    """
    try:
        key = UUID(request.POST.get("_key", ""))
    except ValueError:
        return refusal_page(request, Refused("web.form.without_key"), status=400)
    at = clock.now()
    digest = digest_of(
        {"path": [request.path], **{k: v for k, v in request.POST.lists() if k not in NOT_CONTENT}}, _files(request)
    )
    try:
        answer = once(
            person=request.user,
            key=key,
            digest=digest,
            at=at,
            effect=lambda: Answer(303, {"location": effect(at)}),
        )
    except OtherBody:
        return refusal_page(request, Refused("web.form.other_body"))
    except Refused as refusal:
        if refusal.missing:
            raise Http404 from refusal
        return refused(refusal) if refused else refusal_page(request, refusal)
    if done:
        messages.success(request, done)
    return HttpResponse(status=303, headers={"Location": answer.content["location"]})


def _files(request: HttpRequest) -> dict[str, bytes]:
    """What was uploaded, by field and place, as digests: read piece by piece and rewound for the verb."""
    contents: dict[str, bytes] = {}
    for name, files in request.FILES.lists():
        for place, file in enumerate(files):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            contents[f"{name}/{place}"] = digest.digest()
            file.seek(0)
    return contents


def refusal_page(request: HttpRequest, refusal: Refused, *, status: int = 422) -> HttpResponse:
    """The reasons of a refusal as a page of their own, with the way back."""
    reasons = [say(reason) for reason in refusal.reasons]
    return render(request, "web/refused.html", {"reasons": reasons}, status=status)


def errors_by_field(refusal: Refused) -> dict[str, list[str]]:
    """Sentences by the field they concern; "" holds those about the whole form."""
    errors: dict[str, list[str]] = {}
    for reason in refusal.reasons:
        errors.setdefault(reason.field, []).append(say(reason))
    return errors
