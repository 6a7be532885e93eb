"""Pure: an agreement as everything above it sees it, and what may be chosen when one is registered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from counterpart.engines.library.rules.template import Template
from counterpart.values.refusal import Refusal

SETTINGS = ("entered", "effective", "commencement", "value")
"""What may be set beside the parties when an agreement is registered: three days, and a sum in pounds."""

OF_A_TERM, WITH_OPTIONS, WITHOUT_A_TERM = "of a term", "of a term with options", "without a term"


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
class Dates:
    """When an agreement was entered into, takes effect and begins, and what it is worth, as far as was said.

    The effective date may come first, so that the parties can prepare; the term is counted from commencement.
    """

    entered_on: date | None = None
    effective_on: date | None = None
    commencement_on: date | None = None
    value: Decimal | None = None


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement, its parties and the terms in force for what is being done.

    `ends_on` is the last day of its term, None where it has no term; its obligations have been dated to `dated_until`.
    """

    agreement_id: str
    reference: str
    name: str
    parties: tuple[Party, ...]
    terms: Terms
    dates: Dates = Dates()
    ends_on: date | None = None
    dated_until: date | None = None

    @property
    def state(self) -> str:
        """What may be done about its term follows from whether it has one."""
        if self.ends_on is None:
            return WITHOUT_A_TERM
        term = self.terms.template.term
        return WITH_OPTIONS if term and term.extensions else OF_A_TERM

    @property
    def template(self) -> Template:
        return self.terms.template

    @property
    def signatories(self) -> tuple[str, ...]:
        """The parties that sign, by name: what binds all needs the hand of each."""
        return self.terms.template.close.countersigned_by

    def party(self, name: str) -> Party | None:
        return next((party for party in self.parties if party.name == name), None)

    def others(self, party: str) -> tuple[str, ...]:
        """The parties that sign, without one of them."""
        return tuple(name for name in self.signatories if name != party)


@dataclass(frozen=True)
class Registration:
    """An agreement about to be registered: the id it will have, the terms, and the organisation in each seat."""

    agreement_id: str
    reference: str
    name: str
    terms: Terms
    seats: Mapping[str, str]
    registrant_organisations: tuple[str, ...]
    dates: Dates = Dates()


def seated(template: Template, chosen: Mapping[str, str]) -> dict[str, str] | Refusal:
    """Which organisation takes each seat: as chosen, otherwise as the template says. Refused where a seat is empty."""
    if unknown := [name for name in chosen if name not in template.parties]:
        return Refusal(
            code="agreement.no-such-setting",
            what="The agreement was not registered",
            fact=f"the template has no setting “{unknown[0]}”",
            rule=f"{template.name} lets you set: {', '.join([*template.parties, *SETTINGS])}",
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


def dated(template: Template, chosen: Mapping[str, str]) -> Dates | Refusal:
    """The days and the value that were set, read. Refused where one is no day or sum, or the days are out of order."""
    try:
        days = {name: _day_set(chosen[name]) for name in SETTINGS[:3] if name in chosen}
        value = pounds(chosen["value"]) if "value" in chosen else None
    except ValueError as error:
        return _not_dated(template, str(error), "Write a day like 2009-04-01, and a value like 1250000.")
    found = Dates(days.get("entered"), days.get("effective"), days.get("commencement"), value)
    if found.effective_on and found.commencement_on and found.commencement_on < found.effective_on:
        return _not_dated(template, "commencement would come before the effective date", "Check the two days.")
    return found


def _day_set(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a day") from None


def begun(template: Template, dates: Dates, *, on: date) -> Dates:
    """The dates with those that follow: what has a term, reviews or obligations begins on the day it is registered,
    unless another was said; it is effective then."""
    if not (template.term or template.review_points or template.obligations or dates.effective_on):
        return dates
    commencement = dates.commencement_on or dates.effective_on or dates.entered_on or on
    return replace(dates, commencement_on=commencement, effective_on=dates.effective_on or commencement)


def parties_to_choose(agreement: AgreementFacts) -> list[tuple[str, str]]:
    """The parties, as they are chosen from: the name of the seat, and who sits in it."""
    return [(party.name, f"{party.organisation} ({party.name})") for party in agreement.parties]


def pounds(text: str) -> Decimal:
    """A sum as people write it: 12400, 12,400.00 or £12,400. Raises ValueError where it is none."""
    try:
        found = Decimal(text.strip().removeprefix("£").replace(",", "").replace(" ", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not (found.is_finite() and 0 <= found < 10**13 and found == round(found, 2)):
        raise ValueError(f"“{text[:40]}” is not a sum in pounds")
    return round(found, 2)


def _not_dated(template: Template, fact: str, next_step: str) -> Refusal:
    return Refusal(
        code="agreement.dates",
        what="The agreement was not registered",
        fact=fact,
        rule=f"{template.name} is counted from its commencement, on or after its effective date",
        next_step=next_step,
    )
