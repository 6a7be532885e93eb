from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "counterpart.engines.clocks"
    label = "clocks"
