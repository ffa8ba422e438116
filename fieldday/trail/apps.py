from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "fieldday.trail"
    label = "trail"
