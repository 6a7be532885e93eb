"""Files taken in as evidence: kept unchanged, known by fingerprint. Their rows are kept by the room they concern."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class File(Scoped):
    """One file of one kind, once an agreement. `restates` is the reason where it corrects what was returned before.

    `period` is that of its rows that name none, null where each names its own. `digest` is of its rows, `mapping` the
    text that declares how they are read, null where nothing was declared. `columns` are those of a file of events as
    the agreement declared them when it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    unknown_columns = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    mapping = models.TextField(null=True)
    encoding = models.CharField(max_length=20, null=True)
    sheets = models.JSONField(default=list)
    period = models.CharField(max_length=10, null=True)
    restates = models.TextField(null=True)
    taken_in_at = models.DateTimeField()
    number = models.PositiveIntegerField()
    columns = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "kind", "fingerprint"), name="file_taken_in_once"),
            models.UniqueConstraint(fields=("agreement_id", "number"), name="file_numbered_once"),
        )
