from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "counterpart.capabilities.disputes"
    label = "disputes"
