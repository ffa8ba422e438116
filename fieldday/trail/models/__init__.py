from fieldday.trail.models.event import Event
from fieldday.trail.models.seal import Seal

__all__ = ["Event", "Seal"]
