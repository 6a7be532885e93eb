"""Reads of agreements. Each takes the actor, and sees what the actor may see."""

from datetime import date

from counterpart.capabilities.agreements.models import Agreement, Party, TemplateVersion
from counterpart.capabilities.agreements.rules import AgreementFacts, Terms
from counterpart.capabilities.agreements.rules import Party as PartyFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.shelf import read_again
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
        parties=tuple(PartyFacts(str(p.id), p.name, p.side, p.organisation.name) for p in parties),
        terms=terms_in_force(str(agreement.id), on=on),
    )


def every_agreement() -> list[AgreementFacts]:
    """Every agreement the database shows its reader: for the owner of the tables, all of them."""
    return [facts_of(agreement) for agreement in Agreement.objects.order_by("reference")]


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
