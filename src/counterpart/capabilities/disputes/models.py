"""Problems, early warnings, and disputes with every step they took, what shows them, and how they were settled."""

import uuid

from django.db import models
from django.db.models import Q

from counterpart.engines.access.scoped import Scoped


class Problem(Scoped):
    """An operational problem at a level, from 0, the lowest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=4000)
    area = models.CharField(max_length=120, default="")
    concerns = models.CharField(max_length=200, default="")
    party = models.CharField(max_length=40)
    logged_on = models.DateField()
    level = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12)
    how = models.CharField(max_length=500, default="")
    solved_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="problem_referred_once"),)


class ProblemStep(Scoped):
    """A problem taken up to a level: never changed, never taken away."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="ups")
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, default="")
    by_age = models.BooleanField()


class EarlyWarning(Scoped):
    """What a party sees coming; `dispute` is the reference of the one it came to, if it did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=4000)
    at_stake = models.CharField(max_length=500, default="")
    party = models.CharField(max_length=40)
    given_on = models.DateField()
    state = models.CharField(max_length=12)
    answer = models.CharField(max_length=500, default="")
    answered_by = models.CharField(max_length=40, default="")
    ended = models.CharField(max_length=500, default="")
    dispute = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="warning_referred_once"),)


class Dispute(Scoped):
    """A dispute as it stands. What follows of an early adjudication is in `payer`: that party pays for both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=4000)
    kind = models.CharField(max_length=60)
    concerns = models.CharField(max_length=200, default="")
    claim = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    raised_by = models.CharField(max_length=40)
    notified_on = models.DateField()
    state = models.CharField(max_length=40)
    still_since = models.DateField(null=True)
    still = models.CharField(max_length=500, default="")
    adjudicator = models.CharField(max_length=200, default="")
    appointed = models.CharField(max_length=200, default="")
    body = models.CharField(max_length=200, default="")
    commenced_by = models.CharField(max_length=40, default="")
    early = models.BooleanField(default=False)
    payer = models.CharField(max_length=40, default="")
    decision = models.CharField(max_length=4000, default="")
    fee = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    other_costs = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    terms = models.CharField(max_length=4000, default="")
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    amount_by = models.CharField(max_length=40, default="")
    precedent = models.CharField(max_length=4000, default="")
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="dispute_referred_to_once"),
            models.CheckConstraint(condition=Q(early=False) | ~Q(payer=""), name="early_adjudication_has_a_payer"),
        )


class DisputeStep(Scoped):
    """A step as it was taken: never changed, never taken away."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    step = models.CharField(max_length=20, default="")
    on = models.DateField()
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=4000, default="")
    meeting_on = models.DateField(null=True)
    where = models.CharField(max_length=200, default="")


class Exhibit(Scoped):
    """What shows something of a dispute, in the order of its bundle: never changed, never taken away."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="exhibits")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=4000)
    clause = models.CharField(max_length=200)
    party = models.CharField(max_length=40)
    on = models.DateField()
    found_at = models.CharField(max_length=200, default="")
    figure = models.CharField(max_length=60, default="")
    period = models.CharField(max_length=20, default="")
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("dispute", "number"), name="exhibit_numbered_once"),)
