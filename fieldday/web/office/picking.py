"""What a map needs on which one points at a place."""

from typing import Any

from fieldday.customers.models import Account
from fieldday.customers.questions.nearby import somewhere_near
from fieldday.web.office.account_form import place_of


def picking_data(reader: Any, account: Account | None, text: str) -> dict[str, Any]:
    """The place that is typed as its one marker; without one the map opens where customers of its area are."""
    latitude, longitude, reasons = place_of(text)
    if latitude is not None and longitude is not None and not reasons:
        return {"markers": [{"lat": float(latitude), "lng": float(longitude), "label": "●", "state": "next"}]}
    near = (account.place if account else None) or somewhere_near(reader, account)
    return {"markers": [], **({"center": {"lat": near[0], "lng": near[1]}} if near else {})}
