"""What a phone is answered: it asks for JSON where a page asks for HTML, and is told a state (decision 15)."""

from typing import Any

from django.http import HttpRequest, JsonResponse

STATUSES = {
    "kept": 200,
    "refused": 422,
    "conflict": 409,
    "gone": 404,
    "signed_out": 401,
    "expired": 401,
    "forbidden": 403,
    "csrf": 403,
    "other_person": 409,
}


def asks_json(request: HttpRequest) -> bool:
    """Whether this is the phone, which reads states; a browser's page always asks for HTML first."""
    return request.headers.get("Accept", "").startswith("application/json")


def answer(state: str, **more: Any) -> JsonResponse:
    """The state with whatever is said besides, under its HTTP status; kept by no cache."""
    return JsonResponse(
        {"state": state, **more}, status=STATUSES[state], headers={"Cache-Control": "private, no-store"}
    )
