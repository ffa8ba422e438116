"""How the door that takes every form answers the phone: in states, reasons and sentences, never in pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse

from fieldday.kit.answers import answer
from fieldday.kit.idempotency import Answer
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say

Theirs = Callable[[], Any]
FORBIDDEN = {"people.not_allowed", "people.not_yours"}
# What a refusal ends with where the record is not any more what was read: of an older version, of a plan that has been
# sent or approved since.
STALE = (".changed_meanwhile", ".awaits_approval", ".fixed_by_approval")


class _Said(BaseStorage):
    """The messages of this one answer: what waits for the next page stays where it is."""

    def _get(self, *_args: Any, **_more: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, *_args: Any, **_more: Any) -> list[Any]:
        return []


def listen(request: HttpRequest) -> None:
    """From here on, what the page would have shown next is heard by `heard`."""
    request._messages = _Said(request)  # type: ignore[attr-defined]  # where Django's messages are kept


def heard(request: HttpRequest) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]


def kept(known: Answer) -> HttpResponse:
    """The same answer whenever the form comes: where to go, what was said, which row it wrote."""
    content = known.content
    more = {"record": content["record"]} if "record" in content else {}
    return answer("kept", location=content["location"], said=content.get("said", []), **more)


def forbidden(code: str) -> HttpResponse:
    return answer("forbidden", reasons=[{"field": "", "code": code, "text": say(code)}])


def refused(refusal: Refused, theirs: Theirs | None = None) -> HttpResponse:
    """The reasons in the reader's language, each at its field. A conflict brings the record as the server has it; what
    may be insisted on says with which fields the form is sent again, and what speaks against it."""
    if refusal.missing:
        return answer("gone")
    reasons = [{"field": one.field, "code": one.code, "text": say(one)} for one in refusal.reasons]
    if refusal.code in FORBIDDEN:
        return answer("forbidden", reasons=reasons)
    if refusal.code.endswith(STALE):
        return answer("conflict", reasons=reasons, theirs=theirs() if theirs else None)
    insist: dict[str, Any] = {"insist": [list(pair) for pair in refusal.insist]} if refusal.insist else {}
    if refusal.insist and theirs:
        insist["theirs"] = theirs()
    return answer("refused", reasons=reasons, **insist)
