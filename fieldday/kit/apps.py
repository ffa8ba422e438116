from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "fieldday.kit"
    label = "kit"

    def ready(self) -> None:
        from fieldday.kit import among, mail, sentences  # noqa: F401  # they register a lookup, a check and sentences
