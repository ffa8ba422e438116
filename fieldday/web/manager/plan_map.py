"""The map of a day in order: its visits numbered as they happened, and outlines of what was only planned."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.readings.plan_actual import ActualDay, Line
from fieldday.web.states import state
from fieldday.web.templatetags.fieldday import clock

STATES = {
    "done": "done",
    "unplanned": "next",
    "here": "next",
    "shut": "missed",
    "unproven": "missed",
    "missed": "plain",
    "planned": "plain",
}
SAME_PLACE = 5  # decimals of a degree, about a metre


def day_map(day: ActualDay) -> dict[str, Any]:
    """What client/src/map.ts draws: visits joined in their order, then outlines. Two at one place share a marker."""
    visits = [line for line in day.marked if not line.outline]
    visits.sort(key=lambda line: int(line.mark))
    markers: list[dict[str, Any]] = []
    places: dict[Any, dict[str, Any]] = {}
    for line in (*visits, *(line for line in day.marked if line.outline)):
        marker = _marker(line)
        if line.outline or marker is None:
            markers += [marker] if marker else []
            continue
        key = round(marker["lat"], SAME_PLACE), round(marker["lng"], SAME_PLACE)
        if key in places:
            places[key]["label"] += f"·{marker['label']}"
            places[key]["text"] += f"\n{marker['title']} {marker['text']}"
            markers.append(marker | {"hidden": True})  # the way goes there once more
        else:
            places[key] = marker
            markers.append(marker)
    return {"route": True, "markers": markers}


def _marker(line: Line) -> dict[str, Any] | None:
    if line.spot is None:
        return None
    visit, stop = line.visit, line.stop
    planned = _("planned %(time)s") % {"time": clock(stop.starts_at)} if stop and stop.starts_at else ""
    said = [clock(visit.arrived_at) if visit else "", str(state("stop", line.state).word), planned]
    if visit and not line.spot.own:
        said.append(_("the customer's place"))
    url = reverse("visit", args=[visit.id]) if visit else _account(line)
    return {
        "lat": line.spot.latitude,
        "lng": line.spot.longitude,
        "label": line.mark,
        "title": f"{line.mark} {line.name}",
        "text": " · ".join(filter(None, said)),
        "url": url,
        "state": STATES.get(line.state, "plain"),
        "outline": line.outline,
    }


def _account(line: Line) -> str:
    return reverse("account", args=[line.stop.account_id]) if line.stop and line.stop.account_id else ""
