from django.apps import AppConfig


class IncentivesConfig(AppConfig):
    name = "counterpart.capabilities.incentives"
    label = "incentives"
