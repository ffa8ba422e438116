from fieldday.trail.models.cursor import Cursor
from fieldday.trail.models.event import Event
from fieldday.trail.models.seal import Seal

__all__ = ["Cursor", "Event", "Seal"]
