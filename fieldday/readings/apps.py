from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "fieldday.readings"
    label = "readings"
