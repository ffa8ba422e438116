"""A link (and QR) by which a person sets a password; shown by a supervisor, opened on the person's own phone."""

import io
from datetime import datetime

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.people.actions.invitation import accept_invitation, find_invitation, invite_person
from fieldday.people.questions.people import person_seen
from fieldday.web.posting import errors_by_field, posted, refusal_page
from fieldday.web.signing_in.entering import admit, public_link


@door(public="the token is the right", methods=("GET", "HEAD", "POST"))
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    at = clock.now()
    try:
        invitation = find_invitation(token, at=at)
    except Refused as refusal:
        return refusal_page(request, refusal, status=404 if refusal.code == "people.invitation.unknown" else 410)
    page = {"person": invitation.person, "token": token}
    if request.method != "POST":
        return render(request, "web/invitation.html", page)
    password = request.POST.get("password", "")
    try:
        if password != request.POST.get("again", ""):
            raise Refused("web.password.differs", field="again")
        person = accept_invitation(
            token=token,
            password=password,
            at=at,
            external_id=request.POST.get("external_id", ""),
            name=request.POST.get("name", ""),
        )
    except Refused as refusal:
        return render(request, "web/invitation.html", {**page, "errors": errors_by_field(refusal)}, status=422)
    return admit(request, person, method="invitation", target=reverse("home"))


@door(reads="people.person", verb="people.person.invited")
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_seen(request.user, pk)
    if person is None:
        raise Http404
    if request.method != "POST":
        token = request.session.pop(f"invitation-{pk}", None)
        link = public_link(request, reverse("invitation", args=[token])) if token else ""
        return render(request, "web/supervisor/invitation.html", {"person": person, "link": link, "qr": _qr(link)})

    def effect(at: datetime) -> str:
        token = invite_person(by=request.user, external_id=person.external_id, at=at)
        request.session[f"invitation-{pk}"] = token
        return reverse("person-invitations", args=[pk])

    return posted(request, effect)


def _qr(link: str) -> str:
    if not link:
        return ""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=6, border=2, xmldecl=False, svgns=True, omitsize=False)
    return mark_safe(out.getvalue().decode())  # noqa: S308  # segno's own drawing of a link of ours
