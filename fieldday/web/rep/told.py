"""What the phone's forms tell besides what was typed: the ids it gave to new rows, and its clock at act and sending."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_uuid


def told(request: HttpRequest) -> dict[str, Any]:
    """The phone's clock at the act and at sending, as the verbs take them; None where it told neither."""
    return {name: claimed(request.POST.get(name, "")) for name in ("claimed_at", "sent_at")}


def claimed(text: str) -> datetime | None:
    """A moment by the phone's own clock, or None when it is no moment of this century."""
    try:
        moment = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 <= moment.year < 2100 else None


def brought(request: HttpRequest, name: str = "id") -> UUID | None:
    """The id that the form gave to a row that it makes; None where the server is to give one. Raises Refused for what
    is no id: forms to come would name a row that nobody made."""
    text = request.POST.get(name, "")
    found = as_uuid(text)
    if text and found is None:
        raise Refused("web.form.unreadable", field=name)
    return found
