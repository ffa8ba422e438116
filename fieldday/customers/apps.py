from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "fieldday.customers"
    label = "customers"

    def ready(self) -> None:
        from fieldday.customers import words  # noqa: F401  # registers its sentences
