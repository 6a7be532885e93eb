"""What runs: clocks and promises with the day first set, and every step with its reason."""

import uuid

from django.db import models
from django.db.models import Q

from counterpart.engines.access.scoped import Scoped


class Clock(Scoped):
    """A clock or a promise, known by its reference. `original_due_on` is written once; the database refuses another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    what = models.CharField(max_length=500)
    party = models.CharField(max_length=40, default="")
    role = models.CharField(max_length=60, default="")
    person_id = models.UUIDField(null=True)
    accepted_by = models.CharField(max_length=40, default="")
    opened_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    original_due_on = models.DateField()
    because = models.CharField(max_length=300)
    calendar = models.CharField(max_length=12, default="")
    source = models.CharField(max_length=200, default="")
    address = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=12)
    closed_on = models.DateField(null=True)
    redated = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="clock_referred_to_once"),)
        indexes = (
            models.Index(
                fields=("agreement_id", "due_on"),
                condition=Q(state__in=("running", "paused", "shown")),
                name="clock_open_by_day",
            ),
            models.Index(fields=("agreement_id", "subject"), name="clock_by_subject"),
        )


class ClockStep(Scoped):
    """Something that was done about a clock or promise: never changed, never taken away."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    on = models.DateField()
    person_id = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    party = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    authority = models.CharField(max_length=200, default="")
    evidence = models.CharField(max_length=200, default="")
    fingerprint = models.CharField(max_length=64, default="")
