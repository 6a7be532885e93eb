from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "counterpart.engines.ledger"
    label = "ledger"
