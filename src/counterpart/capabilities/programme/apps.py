from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "counterpart.capabilities.programme"
    label = "programme"
