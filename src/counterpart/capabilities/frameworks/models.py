"""Frameworks with their access, call-offs and rates; funding and costs; the regime; the register of contracts."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Framework(Scoped):
    """A framework that several authorities use, under an agreement. `most` is null where no most is agreed.

    `specification` says where the one specification stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=200)
    specification = models.CharField(max_length=200, default="")
    starts_on = models.DateField()
    ends_on = models.DateField()
    most = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    state = models.CharField(max_length=12)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="framework_referred_once"),)


class AccessAgreement(Scoped):
    """An authority’s agreement to use a framework, from a day to a day, with its share in per cent or its volume."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="access")
    authority = models.CharField(max_length=200)
    share = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    volume = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class CallOff(Scoped):
    """A contract called off a framework: never changed, never taken away."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="call_offs")
    reference = models.CharField(max_length=40)
    authority = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    supplier = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=17, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    how = models.CharField(max_length=30)
    explanation = models.CharField(max_length=500, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="call_off_referred_to_once"),)


class FrameworkRate(Scoped):
    """What a provider charges for a code from a day. Its audience is the commissioners and the provider itself."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="rates")
    provider = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    unit = models.CharField(max_length=40, default="")
    rate = models.DecimalField(max_digits=17, decimal_places=4)
    since = models.DateField()


class Funding(Scoped):
    """What each funder puts in from a day: `contributions` holds funders and amounts, as text."""

    kind = models.CharField(max_length=10)
    since = models.DateField()
    contributions = models.JSONField()


class Cost(Scoped):
    """A cost of the agreement and who bears how much of it; `parts` come to the amount."""

    what = models.CharField(max_length=200)
    on = models.DateField()
    amount = models.DecimalField(max_digits=17, decimal_places=2)
    kind = models.CharField(max_length=10)
    parts = models.JSONField()


class RegimeRecord(Scoped):
    """Under what law the agreement stands, with the evidence; a later one takes the place of the one before."""

    regime = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    light_touch = models.BooleanField()
    value = models.DecimalField(max_digits=17, decimal_places=2)
    evidence = models.CharField(max_length=500)
    tested_on = models.DateField()
    share = models.DecimalField(max_digits=6, decimal_places=3, null=True)


class RegisterRow(Scoped):
    """A contract of the register as it was published, with the file and the line it came from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.CharField(max_length=64, default="")
    line = models.PositiveIntegerField(null=True)
    published = models.JSONField()
