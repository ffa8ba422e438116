import threading

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import trans_real


class KitConfig(AppConfig):
    name = "fieldday.kit"
    label = "kit"

    def ready(self) -> None:
        # One thread answers one request here. Django's own locals know coroutines too, and lock for every word said.
        trans_real._active = threading.local()  # type: ignore[attr-defined]  # not in the stubs
        timezone._active = threading.local()  # type: ignore[attr-defined]  # not in the stubs
        from fieldday.kit import among, mail, sentences  # noqa: F401  # they register a lookup, a check and sentences
