"""電訪: a contact by phone or LINE, recorded from the customer's card or from the list of customers."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_uuid
from fieldday.visits.actions.calling import contact_account
from fieldday.web.posting import Wrote, posted
from fieldday.web.rep.told import brought, told


@door(verb="visits.visit.contacted")
def calls(request: HttpRequest) -> HttpResponse:
    """A contact just made; what came of it is written on its page."""

    def effect(at: datetime) -> Wrote:
        account = as_uuid(request.POST.get("account", ""))
        if account is None:
            raise Refused("people.not_found", missing=True)
        visit = contact_account(
            by=request.user,
            at=at,
            account_id=account,
            channel=request.POST.get("channel", "")[:8],
            visit_id=brought(request),
            **told(request),
        )
        return Wrote(reverse("visit", args=[visit.pk]), visit.pk, visit.version)

    return posted(request, effect, done=_("Noted. Write what came of it."))
