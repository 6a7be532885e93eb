from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "counterpart.capabilities.pricing"
    label = "pricing"
