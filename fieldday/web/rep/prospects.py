"""新客戶: a prospect met on the street is written down and arrived at, in one tap."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.questions.areas import areas_seen
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.visits.actions.prospecting import ProspectInput, meet_prospect
from fieldday.visits.questions.codes import the_codes
from fieldday.visits.questions.places import Place, same_name
from fieldday.web.posting import Wrote, errors_by_field, posted, refuse
from fieldday.web.rep.arrivals import may_visit, where_of
from fieldday.web.rep.told import brought, told
from fieldday.web.rep.typed import line, whole

FIRST_PURPOSE = "new_customer"
MOST_CODES = 40


@dataclass
class ProspectForm:
    """The form as it was typed."""

    name: str
    phone: str
    contact: str
    title: str
    area: str
    purposes: list[str]

    @property
    def said(self) -> ProspectInput:
        return ProspectInput(self.name, self.phone, self.contact, self.title, area_id=whole(self.area) or None)


@door(reads="customers.account", verb=("customers.account.opened", "visits.visit.arrived"))
def prospects(request: HttpRequest) -> HttpResponse:
    """The form, and the customer it writes down; one with the same name in sight is offered first."""
    if request.method != "POST":
        if not may_visit(request):
            raise Http404
        return _show(request, _fresh(request))
    form = _typed(request)
    alike = () if request.POST.get("new") else same_name(request.user, form.name, day=clock.today())
    if alike:
        asked = Refused("visits.prospect.alike", field="name", name=alike[0].name, insist=[("new", "1")])
        shown = partial(_show, request, form, alike=alike)
        return refuse(request, asked, lambda _asked: shown(), lambda: {"alike": [_row(one) for one in alike]})

    def effect(at: datetime) -> Wrote:
        visit = meet_prospect(
            by=request.user,
            at=at,
            said=form.said,
            purposes=tuple(form.purposes),
            where=where_of(request),
            account_id=brought(request, "account"),
            visit_id=brought(request),
            **told(request),
        )
        messages.success(
            request, _("{name} is written down as your prospect. You have arrived.").format(name=form.name)
        )
        return Wrote(reverse("visit", args=[visit.pk]), visit.pk, visit.version)

    def refused(refusal: Refused) -> HttpResponse:
        return _show(request, form, status=422, errors=errors_by_field(refusal))

    return posted(request, effect, refused=refused)


def _row(place: Place) -> dict[str, str]:
    """A customer of the same name, as the phone offers it."""
    return {"id": str(place.account_id), "name": place.name, "area": place.area, "address": place.address}


def _fresh(request: HttpRequest) -> ProspectForm:
    area = request.user.area_id  # type: ignore[union-attr]  # the door lets in nobody but people
    name = line(request.GET.get("name", ""))[:60]
    return ProspectForm(name, "", "", "", str(area or ""), [FIRST_PURPOSE])


def _typed(request: HttpRequest) -> ProspectForm:
    texts = {name: line(request.POST.get(name, "")) for name in ("name", "phone", "area")}
    contact = {
        "contact": line(request.POST.get("contact_name", "")),
        "title": line(request.POST.get("contact_title", "")),
    }
    return ProspectForm(**texts, **contact, purposes=request.POST.getlist("purpose")[:MOST_CODES])


def _show(
    request: HttpRequest, form: ProspectForm, *, alike: tuple[Place, ...] = (), status: int = 200, **more: Any
) -> HttpResponse:
    page = {
        "form": form,
        "areas": areas_seen(request.user).values_list("pk", "name"),
        "purposes": the_codes().offered("purpose", *form.purposes),
        "alike": alike,
    }
    return render(request, "web/rep/prospect.html", page | more, status=status)
