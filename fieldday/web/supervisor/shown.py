"""What the pages of plans show beside the plan itself: the map, the act to come, who was faster."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.kit import clock
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.visits.questions.plan_review import PlanReview
from fieldday.visits.questions.signoffs import Signed
from fieldday.web.templatetags.fieldday import clock as hour
from fieldday.web.templatetags.review import act_word, moment

STATES = {"planned": "plain", "done": "done", "shut": "missed", "unproven": "missed", "cancelled": "missed"}
# The codes that say that somebody else was faster, or that the paper changed.
OVERTAKEN = (".already_", ".not_sent", ".changed_meanwhile", ".facts_changed", ".fixed_by_")


def plan_page(review: PlanReview, **more: Any) -> dict[str, Any]:
    """What the templates of a plan want: the review and its map."""
    return {"review": review, "markers": _markers(review), **more}


def overtaken(refusal: Refused) -> bool:
    """Whether the refusal is about what happened meanwhile, not about what was typed."""
    return any(part in refusal.code for part in OVERTAKEN)


def sentences(refusal: Refused, closed: Signed | None) -> list[str]:
    """Why it was refused; when somebody was faster, by whom and when."""
    said = [say(reason) for reason in refusal.reasons]
    if closed and overtaken(refusal) and not refusal.code.endswith((".changed_meanwhile", ".facts_changed")):
        said.append(by_whom(closed))
    return said


def by_whom(signed: Signed) -> str:
    """“Bob approved it at 08:12.”"""
    who = _("%(name)s (for %(principal)s)") if signed.on_behalf_of else "%(name)s"
    return _("%(who)s %(did)s at %(when)s.") % {
        "who": who % {"name": signed.by, "principal": signed.on_behalf_of},
        "did": act_word(signed.act),
        "when": moment(signed.at, clock.today()),
    }


def _markers(review: PlanReview) -> dict[str, Any]:
    return {
        "route": True,
        "markers": [
            {
                "lat": stop.place.latitude,
                "lng": stop.place.longitude,
                "label": str(stop.number),
                "title": stop.name,
                "text": f"{hour(stop.starts_at)} {'、'.join(stop.purposes)}",
                "url": reverse("account", args=[stop.place.account_id]),
                "state": STATES[stop.state],
            }
            for stop in review.stops
            if stop.place and stop.place.latitude is not None
        ],
    }
