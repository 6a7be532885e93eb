"""Reads of agreements. Each takes the actor, and sees what the actor may see."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from counterpart.capabilities.agreements.models import Agreement, Party, TemplateVersion
from counterpart.capabilities.agreements.rules import AgreementFacts, Post, Terms
from counterpart.capabilities.agreements.rules import Party as PartyFacts
from counterpart.capabilities.partners.queries import posts_held
from counterpart.engines.access.models import Role
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import ACTS
from counterpart.engines.ledger import book
from counterpart.engines.ledger.rules.seals import state_of
from counterpart.engines.library.shelf import read_again
from counterpart.values.period import period
from counterpart.values.reference import agreement_reference
from counterpart.values.refusal import Refusal, Refused


def agreement_named(reference: str, *, by: Actor, on: date | None = None) -> AgreementFacts:
    """An agreement with the terms in force on a day (by default the newest).

    Raises Refused, in the same words, where there is none of this reference and where the actor has no part in it.
    """
    mine = {standing.agreement for standing in by.standings}
    try:
        found = Agreement.objects.filter(reference=agreement_reference(reference), id__in=mine).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused(
            Refusal(
                code="agreement.unknown",
                what=f"There is no agreement “{reference}” among yours",
                fact=f"{by.name} has no part in an agreement of that reference",
                rule="an agreement is seen by those who have a role in it",
                next_step="Check the reference, or ask its contract manager for a role.",
            )
        )
    return facts_of(found, on=on)


def agreements_of(by: Actor) -> list[AgreementFacts]:
    """The agreements a person has a part in, by reference."""
    mine = {standing.agreement for standing in by.standings}
    return [facts_of(agreement) for agreement in Agreement.objects.filter(id__in=mine).order_by("reference")]


def facts_of(agreement: Agreement, *, on: date | None = None) -> AgreementFacts:
    parties = Party.objects.filter(agreement_id=agreement.id).select_related("organisation").order_by("name")
    return AgreementFacts(
        agreement_id=str(agreement.id),
        reference=agreement.reference,
        name=agreement.name,
        parties=tuple(party_facts(party) for party in parties),
        terms=terms_in_force(str(agreement.id), on=on),
    )


def agreement_for_owner(reference: str) -> AgreementFacts:
    """An agreement as the owner of the tables sees it. Raises Agreement.DoesNotExist where its row is gone."""
    return facts_of(Agreement.objects.get(reference=reference))


def terms_of(agreement_id: str) -> list[Terms]:
    """Every version of the terms, in the order they took effect."""
    return [terms for _, terms in _versions(agreement_id)]


def terms_in_force(agreement_id: str, *, on: date | None) -> Terms:
    """The newest version that has taken effect by a day: old periods keep the version then in force."""
    return [terms for since, terms in _versions(agreement_id) if on is None or since <= on][-1]


def _versions(agreement_id: str) -> list[tuple[date, Terms]]:
    kept = [
        (version.takes_effect_on or date.min, Terms(read_again(version.text), version.fingerprint, version.text))
        for version in TemplateVersion.objects.filter(agreement_id=agreement_id)
    ]
    return sorted(kept, key=lambda version: version[0])


def hold(agreement: AgreementFacts) -> None:
    """Lock the agreement for the rest of the transaction: one close or intake of it at a time."""
    Agreement.objects.select_for_update().get(id=agreement.agreement_id)


def people_of(agreement: AgreementFacts, *, on: date) -> dict[str, list[Role]]:
    """Who works on an agreement on a day, by party, each role with its person."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    roles = Role.objects.filter(in_force, agreement_id=agreement.agreement_id).select_related("membership__person")
    found: dict[str, list[Role]] = {party.name: [] for party in agreement.parties}
    for role in roles.order_by("id"):
        found[role.party].append(role)
    return found


def party_facts(party: Party) -> PartyFacts:
    return PartyFacts(str(party.id), party.name, party.side, party.organisation.name)


def posts_of(agreement: AgreementFacts, email: str, *, on: date) -> list[Post]:
    """The posts a person holds on a day at the parties of an agreement."""
    parties = {party.organisation: party for party in agreement.parties}
    return [
        Post(held.id, held.person.name, parties[held.organisation.name], held.post)
        for held in posts_held(email, on=on)
        if held.organisation.name in parties
    ]


def posts_given(agreement: AgreementFacts, posts: Sequence[Post], *, on: date) -> list[Post]:
    """Those of some posts that are roles in an agreement on a day."""
    roles = [role for given in people_of(agreement, on=on).values() for role in given]
    known = {(role.membership_id, role.name) for role in roles}
    return [post for post in posts if (post.membership, post.role) in known]


def sealed_periods(agreement: AgreementFacts) -> list[dict[str, Any]]:
    """The periods that are closed, newest first: the current seal of each, and who has signed it."""
    current = {seal.period: seal for seal in book.seals_of(agreement.agreement_id)}
    found = [
        {
            "period": seal.period,
            "seal": seal.number,
            "digest": seal.digest,
            "state": state_of(seal.body, book.signatures_under(agreement.agreement_id, seal.digest)),
        }
        for seal in current.values()
    ]
    return sorted(found, key=lambda row: period(row["period"]).ends_on, reverse=True)


def trail_of(agreement: AgreementFacts, *, subject: str | None = None) -> list[dict[str, Any]]:
    """What was done, newest first, in words; of one subject where one is named."""
    people = {person["pseudonym"]: person for person in book.people_of(agreement.agreement_id)}
    return [
        {
            "at": entry["at"],
            "words": ACTS[entry["act"]].words if entry["act"] in ACTS else "was entered by name",
            "who": people.get(entry["actor"], {}).get("name", "Somebody whose name was erased"),
            "party": people.get(entry["actor"], {}).get("party"),
            "subject": entry["subject"],
            "sequence": entry["sequence"],
            "hash": entry["hash"],
            "content": entry.get("opened", {}).get("payload"),
        }
        for entry in reversed(book.entries_of(agreement.agreement_id))
        if subject is None or entry["subject"] == subject
    ]
