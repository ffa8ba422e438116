from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "fieldday.cli"
    label = "cli"
