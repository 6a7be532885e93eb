"""The chain and what lies beside it. Text, not foreign keys: an entry outlives what it speaks of."""

import uuid

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Chain(Scoped):
    """One chain per agreement and one for the installation; its row is the head, locked last by every act."""

    name = models.CharField(max_length=40)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id",), name="chain_one_an_agreement"),)


class Entry(Scoped):
    """One link: what was done, to what, by whom, with the commitment to its content and the hash of the one before."""

    sequence = models.PositiveBigIntegerField()
    at = models.CharField(max_length=32)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=40)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "sequence"), name="entry_follows_once"),
            models.UniqueConstraint(fields=("agreement_id", "previous"), name="entry_chain_never_forks"),
        )


class Payload(Scoped):
    """The content an entry commits to, with its salt, under the subject's own scope."""

    sequence = models.PositiveBigIntegerField()
    salt = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "sequence"), name="payload_one_an_entry"),)


class Pseudonym(Scoped):
    """By what name a person stands in one chain; forgotten when the person is erased."""

    person_id = models.UUIDField()
    name = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "person_id"), name="pseudonym_one_a_person"),
            models.UniqueConstraint(fields=("agreement_id", "name"), name="pseudonym_names_one"),
        )


class Erased(Scoped):
    """An entry whose content and salt were erased, since they named a person who is erased. The database writes it."""

    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "sequence"), name="erased_once"),)


class Key(Scoped):
    """A party's public key (Ed25519, base64), and the entry that registered it."""

    party = models.CharField(max_length=40)
    key = models.CharField(max_length=16)
    public_key = models.CharField(max_length=44)
    registered = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "party"), name="key_one_a_party"),)


class Seal(Scoped):
    """A sealed period: the body that is signed, its digest, and the hash of each thing it is over.

    What it is over lies with the rooms that made it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    leaves = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "period", "number"), name="seal_numbered_once"),
            models.UniqueConstraint(fields=("agreement_id", "digest"), name="seal_known_by_digest"),
        )


class Signature(Scoped):
    """A person, for a party, under the digest of a content. The same everywhere."""

    digest = models.CharField(max_length=64)
    party = models.CharField(max_length=40)
    person = models.CharField(max_length=40)
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=88)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "digest", "party", "person"), name="signed_once"),
        )
