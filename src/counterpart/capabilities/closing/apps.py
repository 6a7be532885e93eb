from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "counterpart.capabilities.closing"
    label = "closing"
