from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "counterpart.capabilities.governance"
    label = "governance"
