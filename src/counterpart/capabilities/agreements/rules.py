"""Pure: an agreement as everything above it sees it, and what may be chosen when one is registered."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterpart.engines.library.rules import Template
from counterpart.values.refusal import Refusal


@dataclass(frozen=True)
class Party:
    """A seat at the agreement and the organisation in it. `id` is the party's id, as text."""

    id: str
    name: str
    side: str
    organisation: str


@dataclass(frozen=True)
class Terms:
    """The template in force, with the fingerprint of its text."""

    template: Template
    fingerprint: str
    text: str


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement, its parties and the terms in force for what is being done."""

    agreement_id: str
    reference: str
    name: str
    parties: tuple[Party, ...]
    terms: Terms


@dataclass(frozen=True)
class Registration:
    """An agreement about to be registered: the id it will have, the terms, and the organisation in each seat."""

    agreement_id: str
    reference: str
    name: str
    terms: Terms
    seats: Mapping[str, str]
    registrant_organisations: tuple[str, ...]


def seated(template: Template, chosen: Mapping[str, str]) -> dict[str, str] | Refusal:
    """Which organisation takes each seat: as chosen, otherwise as the template says. Refused where a seat is empty."""
    if unknown := [name for name in chosen if name not in template.parties]:
        return Refusal(
            code="agreement.no-such-setting",
            what="The agreement was not registered",
            fact=f"the template has no setting “{unknown[0]}”",
            rule=f"{template.name} lets you set: {', '.join(template.parties)}",
            next_step="Use one of these, such as --set provider=NAME.",
        )
    seats = {name: (chosen.get(name) or terms.organisation or "").strip() for name, terms in template.parties.items()}
    if empty := [name for name, organisation in seats.items() if not organisation]:
        return Refusal(
            code="agreement.empty-seat",
            what="The agreement was not registered",
            fact=f"no organisation is named as {empty[0]}",
            rule=f"{template.name}, parties",
            next_step=f"Name one: --set {empty[0]}=NAME.",
        )
    return seats
