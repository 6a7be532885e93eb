from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "counterpart.capabilities.agreements"
    label = "agreements"
