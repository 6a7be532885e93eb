"""What the one door keeps: requests done once, proposed acts that wait for other hands, and jobs."""

import uuid

from django.db import models
from django.db.models import Q

from counterpart.engines.access.scoped import Scoped


class Request(Scoped):
    """An act asked for under a key: asked again with the same key and content, it answers the same."""

    person_id = models.UUIDField()
    act = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    reply = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "act", "key"), name="request_done_once"),)


class Proposal(Scoped):
    """An act that needs more hands than one: kept with its exact content until the last assent, or until it lapses.

    What was offered and proposed has a reference; a seal that waits for its signatures is known by its subject.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    needs = models.JSONField()
    state = models.CharField(max_length=12)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, default="")
    reference = models.CharField(max_length=40, null=True)
    title = models.CharField(max_length=200, default="")
    proposed_by = models.UUIDField(null=True)
    stood_in_for = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "act", "digest"), name="proposal_once_a_content"),
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="proposal_referred_to_once"),
        )


class Job(Scoped):
    """Work that somebody asked for and does not wait at: what it is, how far it has come, and what came of it.

    It is seen by whoever asked. While it is not ended, asking for the same again gives the same job.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    person_id = models.UUIDField()
    details = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=200, default="")
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    reply = models.JSONField(null=True)
    refusal = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person_id", "digest"),
                condition=Q(state__in=("waiting", "running", "broken")),
                name="job_asked_for_once",
            ),
        )
