"""Contract representatives, counterparts, and subcontractors with what was decided of them and what flowed down.

Who holds which role, and who stands in for whom, is kept by `engines/access` (Role), which row security asks.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from counterpart.engines.access.scoped import Scoped


class Representative(Scoped):
    """The contract representative of a party, by name of the party, from a day. `ends_on` is the last, inclusive."""

    party = models.CharField(max_length=40)
    membership = models.ForeignKey("access.Membership", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "party", "starts_on"), name="representative_one_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="representative_days_in_order"
            ),
        )


class Counterparts(Scoped):
    """A member of the commissioner and one of the provider, of one seniority when they were paired."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commissioner = models.ForeignKey("access.Membership", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("access.Membership", on_delete=models.PROTECT, related_name="+")
    seniority = models.CharField(max_length=20)
    starts_on = models.DateField()
    parted_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "commissioner"), condition=Q(parted_on=None), name="counterpart_of_one_ours"
            ),
            models.UniqueConstraint(
                fields=("agreement_id", "provider"), condition=Q(parted_on=None), name="counterpart_of_one_theirs"
            ),
        )


class Subcontractor(Scoped):
    """A subcontractor of the provider, by its reference. `proposed_by` and `stood_in_for` are people's ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=500)
    areas = models.JSONField(default=list)
    state = models.CharField(max_length=12)
    proposed_by = models.UUIDField()
    stood_in_for = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="subcontractor_referred_to_once"),
            models.UniqueConstraint(
                fields=("agreement_id", "organisation"),
                condition=Q(state__in=("proposed", "approved", "suspended")),
                name="subcontractor_stands_once",
            ),
        )


class SubcontractorStep(Scoped):
    """Something that was decided about a subcontractor, for which party, when and why."""

    subcontractor = models.ForeignKey(Subcontractor, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    party = models.CharField(max_length=40)
    on = models.DateField()
    reason = models.CharField(max_length=500)


class FlowDown(Scoped):
    """What shows that principles were flowed down; `fingerprint` is of its file, which is `kept` where it was sent."""

    subcontractor = models.ForeignKey(Subcontractor, on_delete=models.PROTECT, related_name="flow_downs")
    document = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, null=True)
    kept = models.BooleanField(default=False)
    principles = models.JSONField(default=list)
    on = models.DateField()


class PostHolding(Scoped):
    """Somebody in a key post from a day to a day. `membership` is null where only that it is held is kept."""

    party = models.CharField(max_length=40)
    post = models.CharField(max_length=120)
    membership = models.ForeignKey("access.Membership", on_delete=models.PROTECT, related_name="+", null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    how_left = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "party", "post"), condition=Q(ends_on=None), name="key_post_held_by_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_holding_days_in_order"
            ),
        )


class PostResource(Scoped):
    """What a party stated of the resource in a key post for a day, in full-time equivalents."""

    party = models.CharField(max_length=40)
    post = models.CharField(max_length=120)
    on = models.DateField()
    fte = models.DecimalField(max_digits=7, decimal_places=2)


class StaffMove(Scoped):
    """How many people joined or left a party’s side of the work on a day. Nobody is named."""

    party = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    how_many = models.PositiveIntegerField()
    on = models.DateField()
