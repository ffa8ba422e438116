"""Signing in with a passkey: the question, and the browser's answer."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.webauthn import NotProven, ask_to_sign_in, read_answer
from fieldday.kit.words import say
from fieldday.people.questions.security import who_signed
from fieldday.web.signing_in.entering import ON_THE_WAY, WAITING, enter, inside, place_of

QUESTION = "_passkey_question"


@door(public="nobody is signed in yet; the question names nobody")
def question(request: HttpRequest) -> HttpResponse:
    """What the browser is to sign, once."""
    place = place_of(request)
    if not place.fits:
        return JsonResponse({}, status=404)
    options, request.session[QUESTION] = ask_to_sign_in(place)
    if not request.user.is_authenticated:
        request.session.set_expiry(int(ON_THE_WAY.total_seconds()))
    return JsonResponse(options)


@door(public="nobody is signed in yet", methods=("POST",))
def answer(request: HttpRequest) -> HttpResponse:
    """Let in whose passkey signed the question. The question is spent whatever the answer."""
    if request.user.is_authenticated:
        return redirect("home")
    state = request.session.pop(QUESTION, None)
    target = inside(request, request.POST.get("next") or request.session.get(WAITING, {}).get("target"))
    try:
        if not state:
            raise NotProven
        signed = who_signed(read_answer(request.POST.get("credential", "")[:20_000]), state, place_of(request))
        return enter(request, signed.person, method="passkey", target=target, signed=signed)
    except (NotProven, Refused):
        page = {"next": target, "error": say("people.passkey.not_proven"), "username": "", "passkeys": True}
        return render(request, "web/sign_in.html", page, status=401)
