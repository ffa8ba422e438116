from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "fieldday.people"
    label = "people"

    def ready(self) -> None:
        from fieldday.people import importers, security_words, words  # noqa: F401  # they register kinds of files, sentences
