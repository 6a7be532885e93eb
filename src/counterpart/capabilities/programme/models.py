"""Delivery plans, schemes with their orders and changes, improvement proposals with what was decided, and pilots."""

import uuid

from django.db import models
from django.db.models import F, Q

from counterpart.engines.access.scoped import Scoped


class DeliveryPlan(Scoped):
    """The plan of a financial year as it was agreed; a later version takes the place of the one before."""

    year = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    aims = models.CharField(max_length=4000)
    priorities = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    agreed_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "year", "version"), name="plan_version_once"),)


class Scheme(Scoped):
    """A scheme of the forward programme. The days and the value first given are written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=120)
    owner = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=17, decimal_places=2)
    first_starts_on = models.DateField()
    first_ends_on = models.DateField()
    first_value = models.DecimalField(max_digits=17, decimal_places=2)
    state = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="scheme_referred_to_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="scheme_days_in_order"),
        )


class SchemeOrder(Scoped):
    """What was ordered of a scheme."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=60)
    on = models.DateField()
    value = models.DecimalField(max_digits=17, decimal_places=2)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("scheme", "number"), name="order_of_a_scheme_once"),)


class SchemeChange(Scoped):
    """Days or a value given anew, with the reason: never changed, never taken away."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="changes")
    on = models.DateField()
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    ends_before = models.DateField()
    ends_after = models.DateField()
    value_before = models.DecimalField(max_digits=17, decimal_places=2)
    value_after = models.DecimalField(max_digits=17, decimal_places=2)


class Improvement(Scoped):
    """A proposal, or a nil return. `proposed_by` and `stood_in_for` are people’s ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=4000)
    gain = models.CharField(max_length=500)
    party = models.CharField(max_length=40)
    occasion = models.CharField(max_length=60, default="")
    proposed_on = models.DateField()
    proposed_by = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    saving = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    rests_on = models.CharField(max_length=500, default="")
    state = models.CharField(max_length=12)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="improvement_referred_once"),)


class ImprovementDecision(Scoped):
    """What was decided of a proposal, by whom and why."""

    improvement = models.ForeignKey(Improvement, on_delete=models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=12)
    on = models.DateField()
    party = models.CharField(max_length=40)
    decided_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=500)
    until = models.DateField(null=True)


class Pilot(Scoped):
    """The trial of a proposal; `evaluation` is empty until it was judged."""

    improvement = models.OneToOneField(Improvement, on_delete=models.PROTECT, related_name="pilot")
    reference = models.CharField(max_length=40)
    question = models.CharField(max_length=500)
    baseline = models.CharField(max_length=500)
    measures = models.JSONField(default=list)
    begins_on = models.DateField()
    ends_on = models.DateField()
    evaluate_by = models.DateField()
    evaluation = models.CharField(max_length=4000, default="")
    outcome = models.CharField(max_length=20, default="")
    evaluated_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="pilot_referred_to_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on"), evaluate_by__gte=F("ends_on")), name="pilot_days_in_order"
            ),
        )
