from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "counterpart.capabilities.packs"
    label = "packs"
