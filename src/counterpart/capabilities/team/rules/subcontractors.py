"""Pure: the life of a subcontractor, what it needs a reason for, and the principles that flow down to it.

Sources: 002, Appendix D, Team working 4 to 8 (5: the contractor's supply chain); 000, 1.4 and 1.5, where a
subcontractor overcharged and the contractor's controls did not show it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.rules import Hand
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal, shown

SUBCONTRACTOR = LifeCycle(
    subject="subcontractor",
    initial="proposed",
    steps={
        ("proposed", "approved"): "approved",
        ("proposed", "refused"): "refused",
        ("proposed", "removed"): "removed",
        ("approved", "suspended"): "suspended",
        ("approved", "removed"): "removed",
        ("suspended", "reinstated"): "approved",
        ("suspended", "removed"): "removed",
    },
)
STANDING = ("proposed", "approved", "suspended")
"""The states in which a subcontractor is not proposed a second time."""

PRINCIPLES: Mapping[str, str] = {
    "collaboration": "open, co-operative and collaborative, in mutual trust and respect (Team working 4.1)",
    "behaviour": "helpful and unhelpful behaviour is reported, both ways (Team working 4.2)",
    "support": "collaborative behaviour is supported, and other behaviour addressed (Team working 4.3)",
    "communication": "factual and to the point, without assertions of blame (Team working 6.2)",
    "value": "changes are suggested that give better value (Team working 7)",
    "problems": "problems are solved together, whoever is responsible (Team working 8)",
}
"""The principles of collaborative working, by the short name under which each is said to have flowed down."""
SCOPE, REASON, DOCUMENT, AREAS = 500, 500, 200, 40
"""The most characters of a scope, a reason and the name of a document; the most service areas."""


@dataclass(frozen=True)
class Step:
    """Something that was decided about a subcontractor: what, for which party, on what day, and why."""

    verb: str
    party: str
    on: date
    reason: str


@dataclass(frozen=True)
class FlowDown:
    """What shows that principles were flowed down: a document, and the fingerprint of its file; `kept` where sent."""

    document: str
    fingerprint: str | None
    kept: bool
    principles: tuple[str, ...]
    on: date


@dataclass(frozen=True)
class Subcontractor:
    """A subcontractor as acts and pages see it. `proposed_by` is the hand that proposed it."""

    agreement: AgreementFacts
    reference: str
    name: str
    scope: str
    areas: tuple[str, ...]
    state: str
    proposed_by: Hand
    steps: tuple[Step, ...] = ()
    flow_downs: tuple[FlowDown, ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id

    @property
    def hands(self) -> tuple[Hand, ...]:
        return (self.proposed_by,)

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The principles, by short name, of which nothing shows yet that they were flowed down."""
        shown_already = {principle for flowed in self.flow_downs for principle in flowed.principles}
        return tuple(name for name in PRINCIPLES if name not in shown_already)


def may_be_proposed(agreement: AgreementFacts, name: str, known: Iterable[Subcontractor]) -> Refusal | None:
    """Refuses a party of the agreement, and one that stands proposed, approved or suspended already."""
    rule = "a subcontractor is another organisation than the parties, and is proposed once"
    parties = {party.organisation.casefold(): party.name for party in agreement.parties}
    if party := parties.get(name.casefold()):
        return _not_proposed("subcontractor.a-party", f"{name} is the {party} itself", rule, "Name the subcontractor.")
    for other in known:
        if other.name.casefold() == name.casefold() and other.state in STANDING:
            fact = f"{other.name} is {other.state} already, as {other.reference}"
            return _not_proposed("subcontractor.known", fact, rule, f"Open {other.reference}.")
    return None


def areas_named(areas: Sequence[str]) -> tuple[str, ...] | Refusal:
    """The service areas of a scope, each once, in their order. Refused where there is none, or too many."""
    named = tuple(dict.fromkeys(" ".join(area.split()) for area in areas if area.strip()))
    if 0 < len(named) <= AREAS and all(len(area) <= 120 for area in named):
        return named
    fact = f"{len(named)} service areas were named" if named else "no service area was named"
    rule = f"its scope names 1 to {AREAS} service areas, of 120 characters at the most"
    return _not_proposed("subcontractor.areas", fact, rule, "Name the areas in which it works, such as voids.")


def principles_named(names: Sequence[str]) -> tuple[str, ...] | Refusal:
    """The principles by their short names, in the order of the schedule. Refused where none, or one is unknown."""
    unknown = [name for name in names if name not in PRINCIPLES]
    if names and not unknown:
        return tuple(name for name in PRINCIPLES if name in names)
    return Refusal(
        code="flowdown.principles",
        what="The flow-down was not recorded",
        fact=f"{shown(unknown[0])} is no principle" if unknown else "no principle was named",
        rule=f"the principles are: {', '.join(PRINCIPLES)} (002, Appendix D, Team working)",
        next_step="Name those that the document passes on.",
    )


def _not_proposed(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="The subcontractor was not proposed", fact=fact, rule=rule, next_step=next_step)


def unknown(agreement: AgreementFacts, reference: str) -> Refusal:
    """Why nothing was found under a reference."""
    return Refusal(
        code="subcontractor.unknown",
        what=f"There is no subcontractor {shown(reference)}",
        fact=f"{agreement.reference} knows none of that reference",
        rule="a subcontractor is known by its reference, such as SUB-2008-0001",
        next_step="Look at the subcontractors on the page of people and parties.",
    )


def no_file(known: Subcontractor) -> Refusal:
    """Why no document is given out."""
    return Refusal(
        code="flowdown.no-file",
        what="There is no such document here",
        fact=f"no file of that fingerprint was sent for {known.reference}",
        rule="a document is kept here where it was sent; otherwise it lies where its name says",
        next_step="Ask the provider for it by its name.",
    )
