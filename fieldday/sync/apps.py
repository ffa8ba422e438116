from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "fieldday.sync"
    label = "sync"
