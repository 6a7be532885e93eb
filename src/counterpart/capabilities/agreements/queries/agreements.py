"""Reads of agreements. Each takes the actor, and sees what the actor may see."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from counterpart.capabilities.agreements.models import Agreement, Party, TemplateVersion
from counterpart.capabilities.agreements.rules.changes import Version
from counterpart.capabilities.agreements.rules.facts import (
    SETTINGS,
    AgreementFacts,
    Dates,
    Registration,
    Terms,
    begun,
    dated,
    seated,
)
from counterpart.capabilities.agreements.rules.facts import Party as PartyFacts
from counterpart.capabilities.agreements.rules.giving import Post
from counterpart.capabilities.partners.queries import memberships_of, posts_held
from counterpart.engines.access.models import Person, Role
from counterpart.engines.access.rules import Actor, no_such_agreement
from counterpart.engines.acts.door import ACTS
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.now import now
from counterpart.engines.ledger import book
from counterpart.engines.ledger.rules.seals import state_of
from counterpart.engines.library.shelf import Pinned, on_the_shelf, read_again
from counterpart.values.period import period
from counterpart.values.reference import agreement_reference
from counterpart.values.refusal import Refusal, Refused


def agreement_named(reference: str, *, by: Actor, on: date | None = None) -> AgreementFacts:
    """An agreement with the terms in force on a day (by default today).

    Raises Refused, in the same words, where there is none of this reference and where the actor has no part in it.
    """
    mine = {standing.agreement for standing in by.standings}
    try:
        found = Agreement.objects.filter(reference=agreement_reference(reference), id__in=mine).first()
    except ValueError:
        found = None
    if found is None:
        raise Refused(no_such_agreement(by, reference))
    return facts_of(found, on=on)


def registration(
    template: str | Pinned, reference: str, name: str, seats: Mapping[str, str], *, by: Actor, on: date
) -> Registration:
    """An agreement about to be registered, from a template (on the shelf where only its id is given) and who takes a
    seat otherwise than it says.

    Beside seats, what is set may name its days and its value. Raises Refused where there is no such template, a seat
    stays empty, a day is none, or the reference is none.
    """
    kept = template if isinstance(template, Pinned) else on_the_shelf(template)
    taken = seated(kept.template, {name: said for name, said in seats.items() if name not in SETTINGS})
    if isinstance(taken, Refusal):
        raise Refused(taken)
    dates = dated(kept.template, {name: said for name, said in seats.items() if name in SETTINGS})
    if isinstance(dates, Refusal):
        raise Refused(dates)
    try:
        known_as = agreement_reference(reference)
    except ValueError as error:
        raise Refused(
            Refusal(
                code="agreement.reference",
                what="The agreement was not registered",
                fact=str(error),
                rule="an agreement is known by its reference",
                next_step="Choose another reference.",
            )
        ) from None
    return Registration(
        agreement_id=str(uuid4()),
        reference=known_as,
        name=name,
        terms=Terms(kept.template, kept.fingerprint, kept.text),
        seats=taken,
        registrant_organisations=tuple(held.organisation.name for held in memberships_of(by, on=on)),
        dates=begun(kept.template, dates, on=on),
    )


def agreements_of(by: Actor) -> list[AgreementFacts]:
    """The agreements a person has a part in, by reference."""
    mine = {standing.agreement for standing in by.standings}
    return _facts(list(Agreement.objects.filter(id__in=mine).order_by("reference")), on=None)


def facts_of(agreement: Agreement, *, on: date | None = None) -> AgreementFacts:
    return _facts([agreement], on=on)[0]


def _facts(agreements: Sequence[Agreement], *, on: date | None) -> list[AgreementFacts]:
    """Agreements with their parties and terms, in as many queries as for one."""
    ids = [agreement.id for agreement in agreements]
    parties: dict[UUID, list[PartyFacts]] = {agreement: [] for agreement in ids}
    for party in Party.objects.filter(agreement_id__in=ids).select_related("organisation").order_by("name"):
        parties[party.agreement_id].append(party_facts(party))
    versions = _versions(ids)
    return [
        AgreementFacts(
            agreement_id=str(agreement.id),
            reference=agreement.reference,
            name=agreement.name,
            parties=tuple(parties[agreement.id]),
            terms=_in_force(versions[agreement.id], on or now().date()),
            dates=Dates(agreement.entered_on, agreement.effective_on, agreement.commencement_on, agreement.value),
            ends_on=agreement.ends_on,
            dated_until=agreement.dated_until,
        )
        for agreement in agreements
    ]


def agreement_for_owner(reference: str) -> AgreementFacts:
    """An agreement as the owner of the tables sees it. Raises Agreement.DoesNotExist where its row is gone."""
    return facts_of(Agreement.objects.get(reference=reference))


def terms_of(agreement_id: str) -> list[Terms]:
    """Every version of the terms, in the order they took effect."""
    ours = UUID(agreement_id)
    return [_terms(version) for version in _versions([ours])[ours]]


def versions_of(agreement: AgreementFacts) -> list[Version]:
    """Every version of the terms with the day from which it holds, the newest last: it may be still to come."""
    ours = UUID(agreement.agreement_id)
    return [Version(_terms(version), version.takes_effect_on) for version in _versions([ours])[ours]]


def _in_force(versions: Sequence[TemplateVersion], on: date) -> Terms:
    """The newest version that has taken effect by a day: old periods keep the version then in force."""
    return _terms([v for v in versions if (v.takes_effect_on or date.min) <= on][-1])


def _terms(version: TemplateVersion) -> Terms:
    return Terms(read_again(version.text), version.fingerprint, version.text)


def _versions(agreements: Sequence[UUID]) -> dict[UUID, list[TemplateVersion]]:
    """The versions of the terms of each agreement, in the order they took effect."""
    found: dict[UUID, list[TemplateVersion]] = {agreement: [] for agreement in agreements}
    for version in TemplateVersion.objects.filter(agreement_id__in=agreements):
        found[version.agreement_id].append(version)
    for versions in found.values():
        versions.sort(key=lambda version: version.takes_effect_on or date.min)
    return found


def hold(agreement: AgreementFacts) -> None:
    """Lock the agreement for the rest of the transaction: one close or intake of it at a time."""
    Agreement.objects.select_for_update().get(id=agreement.agreement_id)


def people_of(agreement: AgreementFacts, *, on: date) -> dict[str, list[Role]]:
    """Who works on an agreement on a day, by party, each role of their own with its person."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    own = Role.objects.filter(in_force, agreement_id=agreement.agreement_id, delegated_from=None)
    roles = own.select_related("membership__person")
    found: dict[str, list[Role]] = {party.name: [] for party in agreement.parties}
    for role in roles.order_by("id"):
        found[role.party].append(role)
    return found


def somebody(person: Person) -> Actor:
    """A person as others name them: who they are, without what they may do."""
    return Actor(str(person.id), person.name, person.email)


def party_facts(party: Party) -> PartyFacts:
    return PartyFacts(str(party.id), party.name, party.side, party.organisation.name)


def posts_of(agreement: AgreementFacts, email: str, *, on: date) -> list[Post]:
    """The posts a person holds on a day at the parties of an agreement."""
    parties = {party.organisation: party for party in agreement.parties}
    return [
        Post(held.id, somebody(held.person), parties[held.organisation.name], held.post)
        for held in posts_held(email, on=on)
        if held.organisation.name in parties
    ]


def roles_of(agreement: AgreementFacts, email: str, *, on: date) -> list[Post]:
    """A person's own roles in an agreement that go on after a day or end on it, those to come among them."""
    goes_on = Q(ends_on=None) | Q(ends_on__gte=on)
    own = Role.objects.filter(goes_on, agreement_id=agreement.agreement_id, delegated_from=None)
    theirs = own.filter(membership__person__email__iexact=email).select_related("membership__person").order_by("id")
    parties = {party.name: party for party in agreement.parties}
    return [
        Post(role.membership_id, somebody(role.membership.person), parties[role.party], role.name) for role in theirs
    ]


def sealed_periods(agreement: AgreementFacts) -> list[dict[str, Any]]:
    """The periods that are closed, newest first: the current seal of each, and who has signed it."""
    current = {seal.period: seal for seal in book.seals_of(agreement.agreement_id)}
    signatures = book.signatures_by_digest(agreement.agreement_id, [seal.digest for seal in current.values()])
    found = [
        {
            "period": seal.period,
            "seal": seal.number,
            "digest": seal.digest,
            "state": state_of(seal.body, signatures[seal.digest]),
        }
        for seal in current.values()
    ]
    return sorted(found, key=lambda row: period(row["period"]).ends_on, reverse=True)


def trail_of(
    agreement: AgreementFacts, *, subject: str | None = None, before: int | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """What was done, newest first, in words; of one subject where one is named, before an entry where one is."""
    people = {person["pseudonym"]: person for person in book.people_of(agreement.agreement_id)}
    entries = book.latest_entries(agreement.agreement_id, subject=subject, before=before, limit=limit)
    return [
        {
            "at": entry["at"],
            "act": entry["act"],
            "words": ACTS[entry["act"]].words if entry["act"] in ACTS else "was entered by name",
            "who": people.get(entry["actor"], {}).get("name", "Somebody whose name was erased"),
            "party": people.get(entry["actor"], {}).get("party"),
            "subject": entry["subject"],
            "sequence": entry["sequence"],
            "hash": entry["hash"],
            "content": entry.get("opened", {}).get("payload"),
        }
        for entry in entries
    ]


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement of an address, with the terms in force that day."""
    return agreement_named(reference, by=by, on=at.date())
