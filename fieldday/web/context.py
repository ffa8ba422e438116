"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fieldday.kit import clock
from fieldday.visits.questions.desk import waiting_count


def frame(request: HttpRequest) -> dict[str, Any]:
    """The day, the map's tiles, and how many papers wait; that is asked only where the menu shows it."""
    waiting = SimpleLazyObject(lambda: waiting_count(request.user))
    return {"today": clock.today(), "map_tiles": settings.MAP_TILES, "waiting": waiting}
