"""Risks with every score they were given, and the issues that came of them."""

import uuid

from django.db import models
from django.db.models import Q

from counterpart.engines.access.scoped import Scoped


class Risk(Scoped):
    """A risk in a register, by its reference. `scale` is the id of a scale on the shelf."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    known_as = models.CharField(max_length=20, default="")
    title = models.CharField(max_length=200)
    register = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    owner = models.CharField(max_length=120, default="")
    mitigation = models.CharField(max_length=500, default="")
    source = models.CharField(max_length=200, default="")
    scale = models.CharField(max_length=60)
    entered_on = models.DateField()
    reviewed_on = models.DateField(null=True)
    state = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="risk_referred_to_once"),
            models.UniqueConstraint(
                fields=("agreement_id", "register", "known_as"), condition=~Q(known_as=""), name="risk_known_as_once"
            ),
        )


class RiskScore(Scoped):
    """A score as it was given: never changed, never taken away."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    measure = models.CharField(max_length=12)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    on = models.DateField()
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    stated = models.CharField(max_length=12, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(likelihood__gte=1, impact__gte=1), name="risk_score_has_levels"),
        )


class Issue(Scoped):
    """What has gone wrong; `risk` is null where it came of none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="issues", null=True)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=500)
    party = models.CharField(max_length=40)
    owner = models.CharField(max_length=120, default="")
    raised_on = models.DateField()
    state = models.CharField(max_length=12)
    how = models.CharField(max_length=500, default="")
    resolved_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="issue_referred_to_once"),)
