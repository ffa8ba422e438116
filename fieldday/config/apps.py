from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "fieldday.config"
    label = "config"
