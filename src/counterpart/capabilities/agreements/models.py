"""An agreement, its parties, the versions of its template, and what the parties keep about it between them."""

import uuid

from django.db import models
from django.db.models import F, Q

from counterpart.capabilities.agreements.rules import changes, facts, keeping
from counterpart.engines.access.rules import Hand
from counterpart.engines.access.scoped import Scoped


class Agreement(Scoped):
    """Known outside by its reference. Its own id is the `agreement_id` of everything that belongs to it.

    `ends_on` is the last day of the term, null where there is none; obligations have been dated to `dated_until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    registered_at = models.DateTimeField()
    entered_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    commencement_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    dated_until = models.DateField(null=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("commencement_on")), name="agreement_ends_after_it_begins"
            ),
        )


class Party(Scoped):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    side = models.CharField(max_length=20)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "name"), name="party_named_once"),)


class TemplateVersion(Scoped):
    """A template as this agreement keeps it. `takes_effect_on` is null for the version it was registered from."""

    template = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    text = models.TextField()
    takes_effect_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement_id", "takes_effect_on"), name="template_version_a_day", nulls_distinct=False
            ),
        )


class Change(Scoped):
    """A change of the terms: the whole new text, the fingerprint of the one it changes, and the difference in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=500)
    takes_effect_on = models.DateField()
    state = models.CharField(max_length=12)
    party = models.CharField(max_length=40)
    proposed_by = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    before = models.CharField(max_length=64)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    differences = models.JSONField(default=list)
    assessment = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="change_referred_to_once"),)

    def facts(self, agreement: facts.AgreementFacts) -> changes.Change:
        """As rules see it, with all that was done about it."""
        steps = sorted(self.steps.all(), key=lambda step: step.id)
        return changes.Change(
            agreement=agreement,
            reference=self.reference,
            title=self.title,
            why=self.why,
            takes_effect_on=self.takes_effect_on,
            state=self.state,
            party=self.party,
            hand=Hand(str(self.proposed_by), tuple(self.stood_in_for)),
            before=self.before,
            fingerprint=self.fingerprint,
            differences=tuple(self.differences),
            assessment=tuple((name, self.assessment[name]) for name in changes.ASSESSED if name in self.assessment),
            steps=tuple(changes.ChangeStep(step.verb, step.party, step.on, step.reason) for step in steps),
        )


class ChangeStep(Scoped):
    """Something that was done about a change, by somebody of a party, when and why: never changed."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    party = models.CharField(max_length=40)
    on = models.DateField()
    reason = models.CharField(max_length=500)


class Anomaly(Scoped):
    """A rate that is unlike its cost, or work without a rate; `favours` names whom that favours, nobody where blank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    what = models.CharField(max_length=500)
    area = models.CharField(max_length=120, default="")
    favours = models.CharField(max_length=40, default="")
    rate = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=12)
    party = models.CharField(max_length=40)
    named_on = models.DateField()
    settled_on = models.DateField(null=True)
    settlement = models.CharField(max_length=500, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="anomaly_referred_to_once"),)

    def facts(self, agreement: facts.AgreementFacts) -> keeping.Anomaly:
        """As rules see it."""
        names = ("reference", "kind", "what", "area", "favours", "rate", "cost", "state", "party", "named_on")
        told = {name: getattr(self, name) for name in (*names, "settled_on", "settlement")}
        return keeping.Anomaly(agreement=agreement, **told)


class Document(Scoped):
    """A version of a document of the agreement: who wrote and who approved it, by role, and where it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=12)
    party = models.CharField(max_length=40)
    author = models.CharField(max_length=60)
    written_by = models.UUIDField()
    stood_in_for = models.JSONField(default=list)
    written_on = models.DateField()
    approver = models.CharField(max_length=100, default="")
    approved_on = models.DateField(null=True)
    review_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference", "version"), name="document_version_once"),
        )

    def facts(self, agreement: facts.AgreementFacts) -> keeping.Document:
        """As rules see it."""
        names = ("reference", "title", "version", "place", "state", "party", "author", "written_on", "review_on")
        told = {name: getattr(self, name) for name in (*names, "approver", "approved_on")}
        hand = Hand(str(self.written_by), tuple(self.stood_in_for))
        return keeping.Document(agreement=agreement, hand=hand, **told)


class Monitoring(Scoped):
    """How closely a service is watched from a day on, by its risk: the newest counts. No area: the whole."""

    area = models.CharField(max_length=60, default="")
    risk = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    party = models.CharField(max_length=40)
    on = models.DateField()


class Investment(Scoped):
    """What a party put into the partnership in a year, in pounds; of the same year and party the newest counts."""

    year = models.CharField(max_length=10)
    party = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    what = models.CharField(max_length=500)
    on = models.DateField()
