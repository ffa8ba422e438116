from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "fieldday.kit"
    label = "kit"

    def ready(self) -> None:
        from fieldday.kit import sentences  # noqa: F401  # registers its sentences
