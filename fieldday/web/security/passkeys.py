"""Adding a passkey to the device one sits at, naming it, removing it."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.webauthn import NotProven, ask_to_register, registered
from fieldday.people.actions.passkeys import add_passkey, name_passkey, remove_passkey
from fieldday.people.questions.company import the_company
from fieldday.people.questions.security import passkeys_known
from fieldday.rules.device import device_name
from fieldday.web.posting import posted
from fieldday.web.security.overview import show
from fieldday.web.security.proof import is_proven, proven
from fieldday.web.signing_in.entering import ENROL, person_of, place_of

QUESTION = "_passkey_to_make"


@door(reads="people.passkey")
def question(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey; 403 while the last proof of who one is is too old."""
    place, person = place_of(request), person_of(request)
    if not place.fits:
        return JsonResponse({}, status=404)
    if not is_proven(request):
        return JsonResponse({"proof": reverse("security-proof")}, status=403)
    user_id = hmac.new(settings.SECRET_KEY.encode(), f"passkey {person.pk}".encode(), hashlib.sha256).digest()
    options, request.session[QUESTION] = ask_to_register(
        place,
        company=the_company().name or "Fieldday",
        user_id=user_id,
        name=person.external_id,
        shown=person.name,
        known=passkeys_known(person),
    )
    return JsonResponse(options)


@door(verb="people.passkey.added")
@proven
def passkeys(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser made."""
    state = request.session.get(QUESTION)

    def effect(at: datetime) -> str:
        try:
            made = registered(place_of(request), state or {}, request.POST.get("credential", "")[:40_000])
        except NotProven as error:
            raise Refused("people.passkey.not_proven") from error
        name = request.POST.get("name", "") or device_name(request.headers.get("User-Agent", ""))
        add_passkey(by=person_of(request), made=made, name=name, at=at)
        request.session.pop(QUESTION, None)
        request.session.pop(ENROL, None)
        return reverse("security")

    return posted(request, effect, refused=lambda refusal: show(request, refusal), done=_("Passkey added."))


@door(verb="people.passkey.named")
def passkey(request: HttpRequest, pk: int) -> HttpResponse:
    def effect(at: datetime) -> str:
        name_passkey(by=person_of(request), passkey_id=pk, name=request.POST.get("name", ""), at=at)
        return reverse("security")

    return posted(request, effect, refused=lambda refusal: show(request, refusal), done=_("Saved."))


@door(verb="people.passkey.removed")
@proven
def passkey_removal(request: HttpRequest, pk: int) -> HttpResponse:
    def effect(at: datetime) -> str:
        remove_passkey(by=person_of(request), passkey_id=pk, at=at)
        return reverse("security")

    return posted(request, effect, refused=lambda refusal: show(request, refusal), done=_("Passkey removed."))
