"""Registers agreements."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from counterpart.capabilities.agreements import policy
from counterpart.capabilities.agreements.models import Agreement, Party, TemplateVersion
from counterpart.capabilities.agreements.rules import Registration
from counterpart.capabilities.partners import queries as partners
from counterpart.engines.access.models import Organisation, Role
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused

REGISTRANT = "contract manager"


@act("agreement.registered", words="registered the agreement", may=policy.may_register)
def register_agreement(registration: Registration, *, by: Actor, at: datetime) -> Done:
    """Register an agreement, and appoint the members of each party to the role of their post.

    Whoever registers it is its contract manager until another is named.
    """
    template = registration.terms.template
    parties = [
        Party(
            agreement_id=registration.agreement_id,
            name=name,
            side=terms.role,
            organisation=_organisation(registration.seats[name]),
        )
        for name, terms in template.parties.items()
    ]
    appointed = _appoint(registration.agreement_id, parties, by, at)
    _enter(registration, at)
    Party.objects.bulk_create(parties)
    TemplateVersion.objects.create(
        agreement_id=registration.agreement_id,
        template=template.template,
        version=template.version,
        fingerprint=registration.terms.fingerprint,
        text=registration.terms.text,
    )
    book.begin(registration.agreement_id, name=registration.reference)
    content = {
        "agreement": {
            "reference": registration.reference,
            "name": registration.name,
            "parties": [{"party": p.name, "organisation": p.organisation.name} for p in parties],
        },
        "template": {
            "id": template.template,
            "version": str(template.version),
            "fingerprint": registration.terms.fingerprint,
        },
    }
    return Done(subject=registration.reference, content=content, reply={"appointed": appointed})


def _enter(registration: Registration, at: datetime) -> None:
    try:
        with transaction.atomic():
            Agreement.objects.create(
                id=registration.agreement_id,
                agreement_id=registration.agreement_id,
                reference=registration.reference,
                name=registration.name,
                registered_at=at,
            )
    except IntegrityError:
        raise Refused(_taken(registration.reference)) from None


def _appoint(agreement_id: str, parties: list[Party], by: Actor, at: datetime) -> int:
    """Give every member of a party the role of their post, and the registrant the contract manager's. How many."""
    day = at.date()
    given: dict[tuple[int, str], Role] = {}
    for party in parties:
        for member in partners.members_of(party.organisation, on=day):
            given[member.id, member.post] = _role(member.id, agreement_id, party, member.post, day)
    organisations = {party.organisation_id: party for party in parties}
    registrant = next(m for m in partners.memberships_of(by, on=day) if m.organisation_id in organisations)
    party = organisations[registrant.organisation_id]
    given[registrant.id, REGISTRANT] = _role(registrant.id, agreement_id, party, REGISTRANT, day)
    return len(Role.objects.bulk_create(given.values()))


def _role(membership: int, agreement_id: str, party: Party, name: str, day: date) -> Role:
    return Role(
        membership_id=membership,
        agreement_id=agreement_id,
        party_id=party.id,
        party=party.name,
        side=party.side,
        name=name,
        starts_on=day,
    )


def _organisation(name: str) -> Organisation:
    return partners.organisation_named(name) or Organisation.objects.create(name=name.strip())


def _taken(reference: str) -> Refusal:
    return Refusal(
        code="agreement.reference-taken",
        what=f"{reference} was not registered",
        fact="that reference is in use",
        rule="a reference names one agreement",
        next_step="Choose another reference.",
    )
