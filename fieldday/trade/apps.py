from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "fieldday.trade"
    label = "trade"

    def ready(self) -> None:
        from fieldday.trade import importers, words  # noqa: F401  # registers its kinds of files and its sentences
