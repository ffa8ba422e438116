from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "fieldday.customers"
    label = "customers"

    def ready(self) -> None:
        # They register kinds of files and sentences.
        from fieldday.customers import (  # noqa: F401
            book_words,
            consent_words,
            hand_over_words,
            importers,
            merge_words,
            segment_words,
            view_words,
            words,
        )
