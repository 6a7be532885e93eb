from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "counterpart.engines.access"
    label = "access"
