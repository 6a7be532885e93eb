from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "counterpart.capabilities.worklist"
    label = "worklist"
