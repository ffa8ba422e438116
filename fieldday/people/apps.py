from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fieldday.people"
    label = "people"

    def ready(self) -> None:
        from fieldday.people import security_words, words  # noqa: F401  # they register their sentences
