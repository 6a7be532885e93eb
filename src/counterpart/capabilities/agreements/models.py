"""An agreement, its parties, and the versions of its template with the text each was read from."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Agreement(Scoped):
    """Known outside by its reference. Its own id is the `agreement_id` of everything that belongs to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    registered_at = models.DateTimeField()


class Party(Scoped):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    side = models.CharField(max_length=20)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "name"), name="party_named_once"),)


class TemplateVersion(Scoped):
    """A template as this agreement keeps it. `takes_effect_on` is null for the version it was registered from."""

    template = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    takes_effect_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "takes_effect_on"), name="template_version_a_day", nulls_distinct=False
            ),
        )
