from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "fieldday.customers"
    label = "customers"

    def ready(self) -> None:
        from fieldday.customers import book_words, importers, merge_words, words  # noqa: F401  # kinds of files, sentences
