"""How every form is taken, a browser's and the phone's: once per key, a refusal in words, then where to go next."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from fieldday.kit import clock
from fieldday.kit.answers import asks_json
from fieldday.kit.idempotency import Answer, OtherBody, digest_of, known_answer, once
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.rules.parsing import as_uuid
from fieldday.web import answering

OnRefusal = Callable[[Refused], HttpResponse]
# What a form says of its sending, not of its act: each attempt may say it anew.
NOT_CONTENT = {"csrfmiddlewaretoken", "_key", "sent_at"}
# A page that sends its own form and goes to the next one itself: what is said waits for that one.
PAGE = "X-Fieldday-Page"


@dataclass(frozen=True)
class Wrote:
    """Where to go next, and the row that the form wrote with its version, which the phone's later forms go by."""

    location: str
    id: Any
    version: int


Effect = Callable[[datetime], str | Wrote]


def posted(
    request: HttpRequest,
    effect: Effect,
    *,
    refused: OnRefusal | None = None,
    done: str | Callable[[str], str] = "",
    theirs: answering.Theirs | None = None,
) -> HttpResponse:
    """Run `effect(at)`, which answers where to go next, once for this form's key, and redirect there.

    A refusal keeps nothing and is shown by `refused` (default: a page with the reasons, status 422); a row that is
    out of sight answers 404 like one that does not exist. `done` is a sentence shown on the next page, or made of its
    address. The phone is answered in states instead; of a conflict it is told `theirs`, the record as it is kept.
    So is a page's own script (client/src/sending.ts), whose sentences are shown on the next page all the same.
    """
    key = key_of(request)
    if key is None:
        return refuse(request, Refused("web.form.without_key"), lambda one: refusal_page(request, one, status=400))
    at, states = clock.now(), asks_json(request)
    phone = states and PAGE not in request.headers
    if phone:
        answering.listen(request)

    def run() -> Answer:
        content = _content(effect(at))
        if phone:
            content["said"] = answering.heard(request) + _said(done, content["location"])
        return Answer(303, content)

    try:
        answer = once(person=request.user, key=key, digest=_digest(request), at=at, effect=run)
    except OtherBody:
        return refuse(request, Refused("web.form.other_body"))
    except Refused as refusal:
        if refusal.missing:
            raise Http404 from refusal
        return refuse(request, refusal, refused, theirs)
    if not phone:
        for sentence in _said(done, answer.content["location"]):
            messages.success(request, sentence)
    if states:
        return answering.kept(answer)
    return HttpResponse(status=303, headers={"Location": answer.content["location"]})


def refuse(
    request: HttpRequest, refusal: Refused, shown: OnRefusal | None = None, theirs: answering.Theirs | None = None
) -> HttpResponse:
    """A refusal as the asker wants it: the phone its reasons, a browser the page that `shown` makes of it."""
    if asks_json(request):
        return answering.refused(refusal, theirs)
    return shown(refusal) if shown else refusal_page(request, refusal)


def repeated(request: HttpRequest) -> HttpResponse | None:
    """What the phone was answered when it sent this very form before, None for a form that comes for the first time:
    whatever has become of the record meanwhile, the act was kept."""
    key = key_of(request)
    if key is None:
        return None
    try:
        known = known_answer(person=request.user, key=key, digest=lambda: _digest(request))
    except OtherBody:
        return refuse(request, Refused("web.form.other_body"))
    return answering.kept(known) if known else None


def key_of(request: HttpRequest) -> UUID | None:
    """The form's own key, None without one that can be read."""
    return as_uuid(request.POST.get("_key", ""))


def _digest(request: HttpRequest) -> str:
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT}
    return digest_of({"path": [request.path], **fields}, _files(request))


def _content(made: str | Wrote) -> dict[str, Any]:
    if isinstance(made, str):
        return {"location": made}
    return {"location": made.location, "record": {"id": str(made.id), "version": made.version}}


def _said(done: str | Callable[[str], str], location: str) -> list[str]:
    sentence = done if isinstance(done, str) else done(location)
    return [sentence] if sentence else []


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
    return render(request, "web/refused.html", {"reasons": reasons, "came_from": _came_from(request)}, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which the form stood; "" where the browser does not say, or another site does."""
    said = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(said)
    if parts.path == request.path or parts.path.startswith("//"):
        return ""
    return parts._replace(scheme="", netloc="", fragment="").geturl()


def errors_by_field(refusal: Refused) -> dict[str, list[str]]:
    """Sentences by the field they concern; "" holds those about the whole form."""
    errors: dict[str, list[str]] = {}
    for reason in refusal.reasons:
        errors.setdefault(reason.field, []).append(say(reason))
    return errors
