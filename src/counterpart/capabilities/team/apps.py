from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "counterpart.capabilities.team"
    label = "team"
