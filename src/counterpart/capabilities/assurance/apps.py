from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "counterpart.capabilities.assurance"
    label = "assurance"
