from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "counterpart.capabilities.accounts"
    label = "accounts"
