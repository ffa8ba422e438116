from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fieldday.notices"
    label = "notices"

    def ready(self) -> None:
        from fieldday.notices import words  # noqa: F401  # registers its sentences
