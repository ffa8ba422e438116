from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fieldday.web"
    label = "web"

    def ready(self) -> None:
        from fieldday.web import words  # noqa: F401  # registers its sentences
