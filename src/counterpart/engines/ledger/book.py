"""Writes and reads the chains. Only `engines/acts` appends, in the transaction of the act."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from counterpart.engines.access.models import Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.ledger.models import Chain, Entry, Erased, Key, Payload, Pseudonym, Seal, Signature
from counterpart.engines.ledger.rules import chain as links
from counterpart.engines.ledger.rules.merkle import leaf_hash
from counterpart.engines.ledger.rules.seals import Signature as Signed
from counterpart.engines.ledger.rules.seals import key_id

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Scope:
    """Whose a row is: the agreement, and who may see it. Spread into a model with `columns`."""

    agreement: str
    audience: Audience = Audience.SHARED
    audience_party: str | None = None
    owner_party: str | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "agreement_id": self.agreement,
            "audience": self.audience,
            "audience_party_id": self.audience_party,
            "owner_party_id": self.owner_party,
        }


def _links(agreement: str) -> dict[str, Any]:
    """Whose the hashes of a chain are: its agreement's; the installation's, where anybody may act, are public."""
    return Scope(agreement, Audience.PUBLIC if agreement == INSTALLATION else Audience.SHARED).columns


def _of_a_person(agreement: str, person: str, by: Actor | None = None) -> Scope:
    """Whose the name of a person in a chain is: its agreement's; in the installation's, theirs and who entered it."""
    if agreement != INSTALLATION:
        return Scope(agreement)
    return Scope(agreement, Audience.PERSONAL, person, by.person if by else None)


def begin(agreement: str, *, name: str) -> None:
    """Begin a chain. Its name, the agreement's reference, is hashed into the first entry."""
    Chain.objects.create(**_links(agreement), name=name, head=links.genesis(name))


def chain_names(by: Actor) -> dict[str, str]:
    """The chains somebody has a part in, and the installation’s: the id of each agreement, and its reference."""
    mine = Chain.objects.filter(agreement_id__in={INSTALLATION, *(standing.agreement for standing in by.standings)})
    return {str(agreement): name for agreement, name in mine.values_list("agreement_id", "name")}


def chain_names_in_order() -> list[str]:
    return list(Chain.objects.order_by("name").values_list("name", flat=True))


def head_named(name: str) -> dict[str, Any]:
    """Where the chain of this name stands, as its head row says."""
    chain = Chain.objects.get(name=name)
    return {"sequence": chain.length, "hash": chain.head if chain.length else None}


def append(*, scope: Scope, act: str, subject: str, by: Actor, at: datetime, content: Mapping[str, Any]) -> links.Entry:
    """Add an entry to the agreement's chain and keep its content beside it. Locks the chain until the act is done.

    Before somebody's first entry in a chain goes one that says who they are, alone, so that it can be erased alone.
    """
    return _link(scope, act, subject, introduced(by, scope.agreement, at), at, content)


def hold(agreement: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Lock the chain before its act is appended, for content that states where the chain stood: number and hash.

    Everything else the act locks must be locked before.
    """
    introduced(by, agreement, at)
    head = Chain.objects.select_for_update().get(agreement_id=agreement)
    return {"sequence": head.length, "hash": head.head}


def introduced(person: Actor, agreement: str, at: datetime, *, by: Actor | None = None) -> str:
    """By what name a person stands in this chain; where nothing says yet who they are, the entry that does.

    `by` is who enters them, where they do not act themselves. Locks the chain where that entry is written. Names
    stand in these entries and nowhere else in a chain, so that a person can be erased from it.
    """
    known = pseudonym_of(person.person, agreement)
    if known:
        return known
    own = _of_a_person(agreement, person.person, by)
    name = _own_name(person.person) if agreement == INSTALLATION else f"p-{secrets.token_hex(6)}"
    Pseudonym.objects.create(**own.columns, person_id=person.person, name=name)
    named = {"pseudonym": name, "name": person.name, "party": _party(person, agreement)}
    writer = introduced(by, agreement, at) if by else name
    _link(own, "person.named", name, writer, at, {"people": [named]})
    return name


def pseudonym_of(person: str, agreement: str) -> str | None:
    """By what name a person stands in a chain, where an entry says so; None where there is none, or it was erased."""
    if agreement != INSTALLATION:
        found = Pseudonym.objects.filter(agreement_id=agreement, person_id=person)
        return found.values_list("name", flat=True).first()
    name = _own_name(person)
    named = Entry.objects.filter(agreement_id=INSTALLATION, act="person.named", subject=name)
    return name if named.exists() else None


def _own_name(person: str) -> str:
    """A person's name in the installation's chain, which follows from their id: who adds them need not see it kept."""
    return f"p-{sha256(person.encode()).hexdigest()[:12]}"


def _party(by: Actor, agreement: str) -> str | None:
    role = Role.objects.filter(agreement_id=agreement, membership__person_id=by.person).order_by("id").first()
    return role.party if role else None


def _link(scope: Scope, act: str, subject: str, actor: str, at: datetime, content: Mapping[str, Any]) -> links.Entry:
    head = Chain.objects.select_for_update().get(agreement_id=scope.agreement)
    salt = secrets.token_hex(16)
    entry = links.Entry(
        sequence=head.length + 1,
        at=at.astimezone(LONDON).isoformat(),
        act=act,
        subject=subject,
        actor=actor,
        commitment=links.commitment(salt, content),
        previous=head.head,
    )
    Entry.objects.create(**_links(scope.agreement), **vars(entry), hash=entry.entry_hash)
    Payload.objects.create(**scope.columns, sequence=entry.sequence, salt=salt, content=content)
    Chain.objects.filter(pk=head.pk).update(length=entry.sequence, head=entry.entry_hash)
    return entry


def head_of(agreement: str) -> dict[str, Any]:
    """Where the chain stands: the number of its last entry, and its hash."""
    chain = Chain.objects.get(agreement_id=agreement)
    return {"sequence": chain.length, "hash": chain.head}


def known_pseudonym(by: Actor, agreement: str) -> str:
    """By what name this person stands in this chain, or `a reader` where they have done nothing in it."""
    return pseudonym_of(by.person, agreement) or "a reader"


def acts_of(by: Actor) -> list[tuple[str, dict[str, Any]]]:
    """What somebody did, in every chain they may see, in order: the chain's name and the entry without its content."""
    chains = chain_names(by)
    found = []
    for agreement in sorted(chains, key=lambda agreement: chains[agreement]):
        name = pseudonym_of(by.person, agreement)
        entries = Entry.objects.filter(agreement_id=agreement, actor=name) if name else Entry.objects.none()
        found += [(chains[agreement], dict(entry)) for entry in entries.order_by("sequence").values(*_TOLD)]
    return found


def people_of(agreement: str) -> list[dict[str, Any]]:
    """Who stands behind each pseudonym of a chain, as their first entry says; the erased are not among them."""
    named = Entry.objects.filter(agreement_id=agreement, act="person.named").values_list("sequence", flat=True)
    contents = Payload.objects.filter(agreement_id=agreement, sequence__in=list(named)).order_by("sequence")
    return [person for content in contents for person in content.content["people"]]


def key_of(agreement: str, party: str) -> str | None:
    """The id of the key a party signs with; None where it has not signed yet."""
    return Key.objects.filter(agreement_id=agreement, party=party).values_list("key", flat=True).first()


def keep_key(*, agreement: str, party: str, public_key: str, registered: int) -> None:
    """Keep a party's public key, as the entry numbered `registered` records it."""
    Key.objects.create(
        agreement_id=agreement, party=party, key=key_id(public_key), public_key=public_key, registered=registered
    )


def keys_of(agreement: str) -> list[dict[str, Any]]:
    keys = Key.objects.filter(agreement_id=agreement).order_by("party")
    return [dict(key) for key in keys.values("party", "key", "public_key", "registered")]


def keep_seal(agreement: str, *, digest: str, body: Mapping[str, Any], leaves: Sequence[bytes]) -> None:
    """Keep a seal's body, and the hash of each leaf, by which the one that was changed can be named."""
    hashes = [leaf_hash(leaf).hex() for leaf in leaves]
    numbered = {"period": body["period"], "number": body["number"]}
    Seal.objects.create(agreement_id=agreement, digest=digest, body=body, leaves=hashes, **numbered)


def seals_of(agreement: str, *, period: str | None = None) -> list[Seal]:
    """The seals of an agreement, in the order they were made."""
    seals = Seal.objects.filter(agreement_id=agreement)
    kept = list(seals.filter(period=period) if period else seals)
    return sorted(kept, key=lambda seal: (seal.body["ledger"]["sequence"], seal.number))


def keep_signature(agreement: str, signature: Signed) -> None:
    Signature.objects.create(agreement_id=agreement, **vars(signature))


def signatures_under(agreement: str, digest: str) -> list[dict[str, Any]]:
    return signatures_by_digest(agreement, [digest])[digest]


def signatures_by_digest(agreement: str, digests: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The signatures under each of these contents, in the order they were given."""
    kept = Signature.objects.filter(agreement_id=agreement, digest__in=digests).order_by("id")
    found: dict[str, list[dict[str, Any]]] = {digest: [] for digest in digests}
    for signature in kept.values("digest", "party", "person", "key", "signature"):
        found[signature["digest"]].append(dict(signature))
    return found


def parties_under(digests: Sequence[str]) -> dict[str, set[str]]:
    """Which parties have signed each of these contents, of those the reader may see."""
    found: dict[str, set[str]] = {}
    for digest, party in Signature.objects.filter(digest__in=digests).values_list("digest", "party"):
        found.setdefault(digest, set()).add(party)
    return found


_TOLD = ("sequence", "at", "act", "subject", "actor", "commitment", "previous", "hash")


def entries_of(agreement: str) -> list[dict[str, Any]]:
    """The chain for an export: each entry with its content opened where the reader may see it, else withheld."""
    entries = Entry.objects.filter(agreement_id=agreement).order_by("sequence").values(*_TOLD)
    return _opened(agreement, entries, Payload.objects.filter(agreement_id=agreement))


def latest_entries(
    agreement: str, *, subject: str | None = None, before: int | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The entries of a chain, newest first: on a subject, before an entry, and no more than so many, where said."""
    entries = Entry.objects.filter(agreement_id=agreement).order_by("-sequence").values(*_TOLD)
    if subject is not None:
        entries = entries.filter(subject=subject)
    if before is not None:
        entries = entries.filter(sequence__lt=before)
    found = list(entries[:limit] if limit is not None else entries)
    numbers = [entry["sequence"] for entry in found]
    return _opened(agreement, found, Payload.objects.filter(agreement_id=agreement, sequence__in=numbers))


def _opened(agreement: str, entries: Iterable[Mapping[str, Any]], payloads: QuerySet[Payload]) -> list[dict[str, Any]]:
    """Entries with what became of their content: opened for this reader, withheld from them, or erased."""
    contents = payloads.values_list("sequence", "salt", "content")
    opened = {sequence: {"salt": salt, "payload": content} for sequence, salt, content in contents}
    told = [dict(entry) for entry in entries]
    closed = [entry["sequence"] for entry in told if entry["sequence"] not in opened]
    kept = Erased.objects.filter(agreement_id=agreement, sequence__in=closed).values_list("sequence", flat=True)
    erased = set(kept) if closed else set()

    def became(sequence: int) -> dict[str, Any]:
        if sequence in opened:
            return {"opened": opened[sequence]}
        return {"erased": True} if sequence in erased else {"withheld": True}

    return [entry | became(entry["sequence"]) for entry in told]
