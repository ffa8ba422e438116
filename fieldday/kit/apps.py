from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "fieldday.kit"
    label = "kit"
