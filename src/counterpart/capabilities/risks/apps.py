from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "counterpart.capabilities.risks"
    label = "risks"
