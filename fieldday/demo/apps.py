from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "fieldday.demo"
    label = "demo"
