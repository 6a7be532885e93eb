"""What the one door keeps: requests that must not be done twice, and proposed acts that wait for other hands."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Request(Scoped):
    """An act asked for under a key: asked again with the same key and content, it answers the same."""

    person_id = models.UUIDField()
    act = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    reply = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "act", "key"), name="request_done_once"),)


class Proposal(Scoped):
    """An act that needs more hands than one: kept with its exact content until the last assent, or until it lapses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    needs = models.JSONField()
    state = models.CharField(max_length=12)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "act", "digest"), name="proposal_once_a_content"),
        )
