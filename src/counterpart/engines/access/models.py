"""People, organisations, and who belongs where from when to when."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CASCADE, PROTECT, F, Q
from django.db.models.functions import Lower

from counterpart.engines.access.scoped import Scoped


class Person(AbstractBaseUser):
    """Somebody who can act. Known by e-mail address; erased by an act, never by a delete."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_once"),)

    def __str__(self) -> str:
        return self.email


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(Lower("name"), name="organisation_name_once"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's post in an organisation, over time. `ends_on` is the last day, inclusive."""

    person = models.ForeignKey(Person, on_delete=PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=PROTECT, related_name="memberships")
    post = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_days_in_order"
            ),
        )


class Role(models.Model):
    """A membership put to work on one agreement, for one party of it. Row security asks this table and no other.

    `ends_on` is the last day, inclusive. A role that stands in for somebody absent is a row of its own, with the role
    it was delegated from: the delegate sees and does as the delegator, in those days only.
    """

    membership = models.ForeignKey(Membership, on_delete=CASCADE, related_name="roles")
    agreement_id = models.UUIDField(db_index=True)
    party_id = models.UUIDField()
    party = models.CharField(max_length=40)
    side = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    delegated_from = models.ForeignKey("self", on_delete=CASCADE, null=True, related_name="delegated")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "agreement_id", "name", "starts_on", "delegated_from"),
                name="role_given_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_days_in_order"
            ),
        )


class Token(models.Model):
    """What a program of a person's shows instead of a password. Only the digest of its secret is kept.

    `ends_on` is the last day it opens anything, inclusive. `agreements` (ids) and `verbs` (acts, and `reading`) say
    what it opens; empty, everything its person may.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=PROTECT, related_name="tokens")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    agreements = models.JSONField(default=list)
    verbs = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "label"), condition=Q(revoked_at=None), name="token_known_by_its_label"
            ),
        )


class Counter(Scoped):
    """How many references of a kind were given in an agreement in a year (`engines/access/numbering`)."""

    kind = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "kind", "year"), name="counter_of_a_kind"),)
