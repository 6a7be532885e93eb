from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """What of accounts is done by django-allauth, under our own words and addresses."""

    name = "counterpart.web.accounts"
    label = "web_accounts"

    def ready(self) -> None:
        from counterpart.web.accounts import listening

        listening.listen()
