from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "counterpart.capabilities.frameworks"
    label = "frameworks"
