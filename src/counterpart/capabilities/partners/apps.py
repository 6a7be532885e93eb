from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "counterpart.capabilities.partners"
    label = "partners"
