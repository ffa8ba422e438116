"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fieldday.kit import clock


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"today": clock.today(), "map_tiles": settings.MAP_TILES}
