from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "fieldday.visits"
    label = "visits"

    def ready(self) -> None:
        from fieldday.visits import day_words, signing_words, visit_words, words  # noqa: F401  # they register sentences
