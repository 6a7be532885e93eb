from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "counterpart.capabilities.performance"
    label = "performance"
