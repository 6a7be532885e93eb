from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "counterpart.engines.acts"
    label = "acts"
