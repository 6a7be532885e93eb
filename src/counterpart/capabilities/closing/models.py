"""What a close keeps beside its seal: what it rests on, and what followed. Rows are added and never changed."""

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Close(Scoped):
    """One close of a period: the seal it made, the digest of its inputs, its consequences and cited evidence."""

    period = models.CharField(max_length=10)
    seal = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    inputs = models.CharField(max_length=64)
    reason = models.TextField(null=True)
    consequences = models.JSONField()
    evidence = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "period", "seal"), name="closed_once_a_seal"),)
