"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fieldday.kit import clock
from fieldday.notices.questions.inbox import unread_count
from fieldday.visits.questions.desk import waiting_count


def frame(request: HttpRequest) -> dict[str, Any]:
    """The day, the map's tiles, how many papers wait and how many notices are unread, each asked only where it is
    shown."""
    return {
        "today": clock.today(),
        "map_tiles": settings.MAP_TILES,
        "waiting": SimpleLazyObject(lambda: waiting_count(request.user)),
        "unread": SimpleLazyObject(lambda: unread_count(request.user)),
    }
