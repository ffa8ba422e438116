from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fieldday.people"
    label = "people"

    def ready(self) -> None:
        from fieldday.people import words  # noqa: F401  # registers its sentences
