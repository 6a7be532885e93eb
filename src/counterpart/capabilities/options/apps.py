from django.apps import AppConfig


class OptionsConfig(AppConfig):
    name = "counterpart.capabilities.options"
    label = "options"
