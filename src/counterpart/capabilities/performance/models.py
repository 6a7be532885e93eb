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
