"""The customers' map: what stands in the rectangle one looks at, as marks; near ones as one mark with their number."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from fieldday.customers.questions.listing import AccountFilter, rectangle_of
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.readings.map_cells import ZOOMS, Cell, map_cells
from fieldday.rules.parsing import as_number
from fieldday.web import states


@door(reads="customers.account")
def account_marks(request: HttpRequest) -> JsonResponse:
    """Marks of the customers that the list's address finds, within `bounds` (west,south,east,north) at `zoom`."""
    sides = rectangle_of(request.GET.get("bounds", ""))
    zoom = as_number(request.GET.get("zoom", ""), 2)
    if sides is None or zoom is None or zoom not in ZOOMS:
        return JsonResponse({"marks": []}, status=400)
    wanted = AccountFilter.of(request.GET)
    cells = map_cells(request.user, wanted=wanted, today=clock.today(), sides=sides, zoom=zoom)
    return JsonResponse({"marks": [_mark(cell) for cell in cells]})


def _mark(cell: Cell) -> dict[str, Any]:
    place = {"lat": round(cell.latitude, 6), "lng": round(cell.longitude, 6), "count": cell.count}
    if cell.id is None:
        return {**place, "box": [cell.south, cell.west, cell.north, cell.east]}
    status = "" if cell.status == "active" else states.state_word("account", cell.status)
    text = " · ".join(part for part in (status, cell.text) if part)
    return {**place, "title": cell.name, "text": text, "url": reverse("account", args=[cell.id])}
