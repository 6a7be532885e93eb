"""Figures: as returned, as peers reached them, and as sealed. Rows are added and never changed."""

from django.db import models

from counterpart.engines.access.scoped import Scoped

EXACT = 40
"""Figures are kept as the text that was returned, so that 14.0 stays 14.0."""


class ReturnedFigure(Scoped):
    """One figure as a file returned it. The newest file's figure of the same names is the one that stands."""

    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40, null=True)
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    area = models.CharField(max_length=120, null=True)
    value = models.CharField(max_length=EXACT, null=True)
    numerator = models.CharField(max_length=EXACT, null=True)
    denominator = models.CharField(max_length=EXACT, null=True)
    target = models.CharField(max_length=EXACT, null=True)
    comment = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("agreement_id", "period"), name="returned_by_period"),)
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "file", "indicator", "period", "area"),
                name="returned_once_a_file",
                nulls_distinct=False,
            ),
        )


class PeerFigure(Scoped):
    """One row about peers: a published label, cut-offs, or a peer's own value."""

    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40, null=True)
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    peer_group = models.CharField(max_length=80)
    label = models.CharField(max_length=20, null=True)
    not_applicable = models.BooleanField(default=False)
    cuts = models.JSONField(null=True)
    n = models.PositiveIntegerField(null=True)
    organisation = models.CharField(max_length=200, null=True)
    value = models.CharField(max_length=EXACT, null=True)
    published_in = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("agreement_id", "period"), name="peers_by_period"),)


class SealedFigure(Scoped):
    """A figure as a seal holds it, in the seal's own order."""

    period = models.CharField(max_length=10)
    seal = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    indicator = models.CharField(max_length=40)
    area = models.CharField(max_length=120, null=True)
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "period", "seal", "place"), name="sealed_figure_has_its_place"
            ),
        )


class Return(Scoped):
    """What is sent of one indicator for one period: where it stands, and the digest of what was sent."""

    reference = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    state = models.CharField(max_length=24)
    sender = models.CharField(max_length=40)
    due_on = models.DateField()
    digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="return_referred_to_once"),
            models.UniqueConstraint(fields=("agreement_id", "indicator", "period"), name="return_called_for_once"),
        )


class ReturnStep(Scoped):
    """Something that was done about a return: sent, queried, answered, signed, assured. Never changed."""

    sent = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    on = models.DateField()
    person_id = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    party = models.CharField(max_length=40)
    words = models.CharField(max_length=500, default="")
    document = models.CharField(max_length=200, default="")
    fingerprint = models.CharField(max_length=64, default="")
    judged = models.JSONField(default=list)


class Rebased(Scoped):
    """The limits of an indicator begin afresh from a period, for a reason; or `stands` says that they do so no more."""

    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    stands = models.BooleanField(default=True)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=120)
    on = models.DateField()


class Foreseen(Scoped):
    """Where somebody sees the year of an indicator end. The newest of a year stands; without a value, the agreed
    method does."""

    indicator = models.CharField(max_length=40)
    since = models.CharField(max_length=10)
    value = models.CharField(max_length=EXACT, null=True)
    low = models.CharField(max_length=EXACT, null=True)
    high = models.CharField(max_length=EXACT, null=True)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=120)
    on = models.DateField()


class TargetRound(Scoped):
    """The yearly round of an agreement, in which the targets of a year are proposed and challenged."""

    reference = models.CharField(max_length=40)
    year = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    opened_on = models.DateField()
    propose_by = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="round_referred_to_once"),
            models.UniqueConstraint(fields=("agreement_id", "year"), name="round_of_a_year_once"),
        )


class SoughtTarget(Scoped):
    """The target of an indicator as it is proposed in a round now, with what stood beside it when it was.

    `proposed_by` and `stood_in_for` are people’s ids; `change` is the change of the terms it went forward in.
    """

    round = models.ForeignKey(TargetRound, on_delete=models.PROTECT, related_name="targets")
    indicator = models.CharField(max_length=60)
    state = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=0)
    target = models.CharField(max_length=60, default="")
    why = models.CharField(max_length=500, default="")
    priorities = models.CharField(max_length=500, default="")
    beside = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    proposed_by = models.UUIDField(null=True)
    stood_in_for = models.JSONField(default=list)
    change = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "indicator"), name="target_sought_once"),)


class TargetStep(Scoped):
    """Something that was said or done about a target in a round. Never changed."""

    sought = models.ForeignKey(SoughtTarget, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    on = models.DateField()
    person_id = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    party = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    words = models.CharField(max_length=500, default="")
    version = models.PositiveIntegerField()
    target = models.CharField(max_length=60, default="")


class ActionPlan(Scoped):
    """What will be done in a year for an indicator: a version, which its owner signs. A new text is a new version.

    People’s ids stand in `written_by` and `signed_by`; `stood_in_for` are those the writer stood in for.
    """

    indicator = models.CharField(max_length=60)
    year = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    actions = models.CharField(max_length=4000)
    digest = models.CharField(max_length=64)
    written_on = models.DateField()
    written_by = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    party = models.CharField(max_length=40)
    signed_on = models.DateField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_for = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "indicator", "year", "version"), name="plan_of_an_indicator_once"
            ),
        )


class ServiceShare(Scoped):
    """What a service took of the spend of a year, or how many complaints it had, with its source: the newest stands."""

    year = models.CharField(max_length=10)
    service_area = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=17, decimal_places=2)
    source = models.CharField(max_length=200)
    on = models.DateField()
    party = models.CharField(max_length=40)
