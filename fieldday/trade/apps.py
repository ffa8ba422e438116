from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "fieldday.trade"
    label = "trade"

    def ready(self) -> None:
        from fieldday.trade import words  # noqa: F401  # registers its sentences
