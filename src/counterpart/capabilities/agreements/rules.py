"""Pure: an agreement as everything above it sees it, and what may be chosen when one is registered."""

from collections.abc import Collection, Mapping, Sequence
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
    return _on_both_sides(template, seats) or seats


def _on_both_sides(template: Template, seats: Mapping[str, str]) -> Refusal | None:
    """Two signatures of one organisation would be one hand."""
    signing: dict[str, str] = {}
    for name in template.close.countersigned_by:
        other = signing.setdefault(seats[name].casefold(), name)
        if other != name:
            return Refusal(
                code="agreement.both-sides-one",
                what="The agreement was not registered",
                fact=f"{seats[name]} would be both {other} and {name}",
                rule=f"{template.name}: {' and '.join(template.close.countersigned_by)} sign, each for itself",
                next_step=f"Name another organisation for one of them: --set {name}=NAME.",
            )
    return None


@dataclass(frozen=True)
class Post:
    """A post somebody holds at a party of an agreement: `membership` is its id, `role` the role it stands for."""

    membership: int
    person: str
    party: Party
    role: str


def next_to_give(
    agreement: AgreementFacts, email: str, held: Sequence[Post], given: Collection[Post]
) -> Post | Refusal:
    """Which of a person's posts becomes a role next. Refused where they hold none at a party, or all are roles."""
    left = [post for post in held if post not in given]
    if left:
        return left[0]
    if held:
        roles = " and ".join(f"{post.role} for {post.party.name}" for post in held)
        return _not_given(
            "role.given-already",
            f"{held[0].person} is {roles} in {agreement.reference} already",
            "a role is given once",
            "For another role, add their other post first: counterpart people add.",
        )
    parties = ", ".join(f"{party.organisation} ({party.name})" for party in agreement.parties)
    return _not_given(
        "role.no-post",
        f"nobody with the address {email} holds a post at a party of {agreement.reference}",
        f"a role stands for a post at one of its parties: {parties}",
        "Ask an administrator to add them: counterpart people add E-MAIL --name NAME --organisation NAME --post POST.",
    )


def _not_given(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="No role was given", fact=fact, rule=rule, next_step=next_step)
