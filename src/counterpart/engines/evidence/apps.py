from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "counterpart.engines.evidence"
    label = "evidence"
