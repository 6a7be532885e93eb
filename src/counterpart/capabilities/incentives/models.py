"""What money rests on, and what it came to: sums entered, relief agreed, statements drawn, deductions waived."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Sum(Scoped):
    """An amount that was entered. A later one of the same thing takes its place; both stay."""

    reference = models.CharField(max_length=40)
    of = models.CharField(max_length=20)
    about = models.CharField(max_length=120, default="")
    on = models.DateField()
    amount = models.DecimalField(max_digits=21, decimal_places=6)
    party = models.CharField(max_length=40, default="")
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    days = models.PositiveIntegerField(default=0)
    evidence = models.CharField(max_length=200)
    entered_on = models.DateField()
    entered_by = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="sum_referred_to_once"),)


class Relief(Scoped):
    """A failure that the parties agreed does not count."""

    reference = models.CharField(max_length=40)
    indicator = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    agreed_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="relief_referred_to_once"),)


class Statement(Scoped):
    """The money of a period as it was drawn. Its content is written once; only its state goes on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    drawn_on = models.DateField()
    final_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="statement_referred_once"),)


class Waiver(Scoped):
    """A deduction let go, with the reason and the authority: never changed, never taken away."""

    reference = models.CharField(max_length=40)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="waivers")
    period = models.CharField(max_length=10)
    rule = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=17, decimal_places=2)
    reason = models.CharField(max_length=500)
    authority = models.CharField(max_length=200)
    waived_on = models.DateField()
    waived_by = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="waiver_referred_to_once"),)
