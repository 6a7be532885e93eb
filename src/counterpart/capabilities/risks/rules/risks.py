"""Pure: a risk on its scale: scores with their reasons, how it moved, and what may be done about it (003, App. A)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.risk_scales import RiskScale, level
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal, shown

OPEN, HAPPENED, CLOSED = "open", "happened", "closed"
KEPT = (OPEN, HAPPENED)
RISK = LifeCycle(
    subject="risk",
    initial=OPEN,
    steps={
        **{
            (state, verb): state
            for state in KEPT
            for verb in ("scored", "reviewed", "mitigated", "given another owner")
        },
        (OPEN, "brought about"): HAPPENED,
        (HAPPENED, "settled"): OPEN,
        (OPEN, "closed"): CLOSED,
        (CLOSED, "opened again"): OPEN,
    },
)
"""What has happened is an issue; once that is resolved the risk is open again, as it may happen again."""
REVIEW, REGISTER_REVIEW = "risk review", "register review"
"""What the clock of a risk’s review, and the promise to review a register together, are about."""
OF_THE_AGREEMENT, OF_THE_PROGRAMME = "agreement", "programme"


class Measure(StrEnum):
    """Which score of a risk: before anything is done about it, as it is, and as it is wished to be."""

    INHERENT = "inherent"
    CURRENT = "current"
    TARGET = "target"


class Movement(StrEnum):
    """How a risk moved when it was last scored."""

    REDUCED = "reduced"
    INCREASED = "increased"
    SAME = "same"


@dataclass(frozen=True)
class Score:
    """A score as it was given: on which day, by which party, and why. `stated` is how it moved against a score that
    is not in this record, as a register taken in says."""

    measure: str
    likelihood: int
    impact: int
    on: date
    party: str
    reason: str
    stated: str = ""

    @property
    def worth(self) -> int:
        return self.likelihood * self.impact


@dataclass(frozen=True)
class Risk:
    """A risk in a register. `known_as` is its number in the register it was taken from; `owner` a post, `party` whose.

    `register` is “agreement”, “programme” or a party’s name; `scores` are in the order they were given.
    """

    agreement_id: str
    agreement: str
    reference: str
    known_as: str
    title: str
    register: str
    party: str
    owner: str
    mitigation: str
    source: str
    scale: RiskScale
    entered_on: date
    reviewed_on: date | None
    state: str
    scores: tuple[Score, ...]
    review: Clock | None = None

    def score(self, measure: str = Measure.CURRENT) -> Score | None:
        """The newest score of a measure; None where it was never given."""
        return next((score for score in reversed(self.scores) if score.measure == measure), None)

    @property
    def current(self) -> Score:
        """As it is now: a risk is never entered without."""
        return [score for score in self.scores if score.measure == Measure.CURRENT][-1]

    @property
    def moved(self) -> Movement | None:
        """How its current score moved when it was last given; None where it was given once and nothing was stated."""
        given = [score for score in self.scores if score.measure == Measure.CURRENT]
        if len(given) == 1:
            return Movement(given[0].stated) if given[0].stated else None
        return movement(given[-2].worth, given[-1].worth)

    @property
    def is_kept(self) -> bool:
        return self.state in KEPT


def movement(before: int, after: int) -> Movement:
    """How a score moved."""
    if after == before:
        return Movement.SAME
    return Movement.INCREASED if after > before else Movement.REDUCED


def scored(scale: RiskScale, likelihood: str, impact: str) -> tuple[int, int] | Refusal:
    """The two levels that are meant, each by its number or its name on the scale."""
    likely, heavy = level(scale.likelihood, likelihood), level(scale.impact, impact)
    for found, said, names, what in (
        (likely, likelihood, scale.likelihood, "likelihood"),
        (heavy, impact, scale.impact, "impact"),
    ):
        if found is None:
            return Refusal(
                code="risk.no-level",
                what="The risk was not scored",
                fact=f"{shown(said)} is no level of {what}",
                rule=f"{scale.title}: {', '.join(f'{n} {name}' for n, name in enumerate(names, 1))}",
                next_step="Choose one of these, by its number or its name.",
            )
    return likely or 0, heavy or 0


def rescored(risk: Risk, measure: str, levels: tuple[int, int]) -> Refusal | None:
    """Refuses a score that is the one before, and a target above what the risk is now."""
    before = risk.score(measure)
    if before and (before.likelihood, before.impact) == levels:
        return _not_scored(
            f"its {measure} score is {score_in_words(risk.scale, before)} already",
            "a score is given anew where it changes",
            "Record a review instead, which says that it was looked at and stays.",
        )
    if measure == Measure.TARGET and levels[0] * levels[1] > risk.current.worth:
        fact = f"{levels[0] * levels[1]} is above its current score of {risk.current.worth}"
        return _not_scored(fact, "a target is no higher than the risk is now", "Choose a lower target.")
    return None


def register_named(agreement: AgreementFacts, text: str) -> str | Refusal:
    """A register of an agreement: its own, that of the programme it belongs to, or a party’s."""
    known = registers(agreement)
    wanted = text.strip().casefold()
    if wanted in known:
        return wanted
    fact, rule = f"{shown(text)} is no register here", f"the registers are {', '.join(known)}"
    return Refusal("risk.no-register", "Nothing was entered", fact, rule, "Choose one of these.")


def registers(agreement: AgreementFacts) -> tuple[str, ...]:
    return (OF_THE_AGREEMENT, OF_THE_PROGRAMME, *(party.name for party in agreement.parties))


def of_register(register: str) -> str:
    """A register as people say it."""
    return {OF_THE_AGREEMENT: "the agreement", OF_THE_PROGRAMME: "the programme"}.get(register, f"the {register}")


def score_in_words(scale: RiskScale, score: Score) -> str:
    """A score as people say it: 6 (likelihood 3 Significant, impact 2 Marginal)."""
    likely, heavy = scale.likelihood[score.likelihood - 1], scale.impact[score.impact - 1]
    return f"{score.worth} (likelihood {score.likelihood} {likely}, impact {score.impact} {heavy})"


def gravest_first(risks: Iterable[Risk]) -> list[Risk]:
    """Risks by the band and score they have now, the gravest first."""
    return sorted(risks, key=lambda risk: (-risk.scale.rank(risk.current.worth), -risk.current.worth, risk.reference))


def unknown(what: str, reference: str) -> Refusal:
    """There is no such risk, or issue."""
    return Refusal(
        code=f"{what}.unknown",
        what=f"There is no such {what}",
        fact=f"none is kept here under {shown(reference)}",
        rule="it is known by its reference, such as RSK-2010-0001 or ISS-2010-0001",
        next_step="Open it from the page of risks.",
    )


def _not_scored(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("risk.not-scored", "The risk was not scored", fact, rule, next_step)
