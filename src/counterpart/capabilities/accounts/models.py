"""What accounts need beside the person: links that set a password once, and how organisations sign their people in.

Both are read before it is known who asks.
"""

import uuid

from django.db import models
from django.db.models import CASCADE, PROTECT, Q

from counterpart.engines.access.models import Organisation, Person


class Invitation(models.Model):
    """A link by which a person sets their password, once. Only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=CASCADE, related_name="invitation")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class SignOn(models.Model):
    """How the people of an organisation sign in through its own provider. Its secret is not kept here."""

    name = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=PROTECT, related_name="+")
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=190)
    domains = models.JSONField()
    claim = models.CharField(max_length=100)
    posts = models.JSONField()
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=Q(ended_at=None), name="sign_on_known_by_its_name"),
        )
