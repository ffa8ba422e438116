from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "fieldday.customers"
    label = "customers"

    def ready(self) -> None:
        from fieldday.customers import importers, words  # noqa: F401  # registers its kinds of files and its sentences
