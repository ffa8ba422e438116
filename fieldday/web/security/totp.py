"""Setting up and removing an authenticator app, and the recovery codes on paper."""

import io
from datetime import datetime

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.encryption import decrypt, encrypt
from fieldday.kit.refusals import Refused
from fieldday.people.actions.second_factor import enrol_totp, make_recovery_codes, remove_totp, start_totp
from fieldday.people.questions.company import the_company
from fieldday.people.questions.security import totp_to_confirm
from fieldday.rules.totp import in_base32, provisioning_uri
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.security.proof import proven
from fieldday.web.signing_in.entering import ENROL, person_of

FRESH = "fresh recovery codes"
LONGEST_ISSUER = 40  # characters; it stands in the code twice, nine bytes for each of Chinese


@door(reads="people.totp", verb=("people.second_factor.started", "people.second_factor.enrolled"))
@proven
def totp(request: HttpRequest) -> HttpResponse:
    """The secret as a QR code, and the code that confirms it."""
    if request.method != "POST":
        return _page(request)

    def effect(at: datetime) -> str:
        if request.POST.get("act") != "confirm":
            start_totp(by=person_of(request), at=at)
            return reverse("security-totp")
        _keep(request, enrol_totp(by=person_of(request), code=request.POST.get("code", "")[:40], at=at))
        request.session.pop(ENROL, None)
        return reverse("security-codes")

    return posted(request, effect, refused=lambda refusal: _page(request, refusal))


@door(verb="people.second_factor.removed")
@proven
def totp_removal(request: HttpRequest) -> HttpResponse:
    def effect(at: datetime) -> str:
        remove_totp(by=person_of(request), at=at)
        return reverse("security")

    return posted(request, effect, done=_("Authenticator app removed."))


@door(reads="people.recoverycode", verb="people.recovery_codes.made")
@proven
def codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes, shown once, right after they were made."""
    if request.method != "POST":
        fresh = (decrypt(request.session.pop(FRESH, ""), purpose=FRESH) or b"").decode().split()
        if not fresh:
            return redirect("security")
        return render(request, "web/security/codes.html", {"codes": fresh, "person": person_of(request)})

    def effect(at: datetime) -> str:
        _keep(request, make_recovery_codes(by=person_of(request), at=at))
        return reverse("security-codes")

    return posted(request, effect)


def _keep(request: HttpRequest, fresh: tuple[str, ...]) -> None:
    """Until the next page shows them, once; a session is a row too, so not as they are."""
    request.session[FRESH] = encrypt(" ".join(fresh).encode(), purpose=FRESH)


def _page(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    secret = totp_to_confirm(person_of(request))
    if secret is None:
        return redirect("security")
    issuer = the_company().name[:LONGEST_ISSUER] or "Fieldday"
    uri = provisioning_uri(secret, issuer=issuer, account=person_of(request).external_id)
    typed = in_base32(secret)
    page = {
        "uri": uri,
        "qr": _qr(uri),
        "typed": " ".join(typed[start : start + 4] for start in range(0, len(typed), 4)),
        "errors": errors_by_field(refusal) if refusal else {},
    }
    return render(request, "web/security/totp.html", page, status=422 if refusal else 200)


def _qr(text: str) -> SafeString:
    out = io.BytesIO()
    # Black on white in dark mode too: that is what cameras read.
    segno.make(text, error="m").save(
        out, kind="svg", scale=5, border=4, xmldecl=False, svgns=True, light="#fff", dark="#000"
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  # segno's own drawing of an address of ours
