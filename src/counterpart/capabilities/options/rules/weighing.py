"""Pure: swing weights, scores and the ranking that follows from them. Fractions inside, rounded once when told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from counterpart.capabilities.options.rules.facts import Appraisal, Criterion, Option, Score
from counterpart.values.explained import Explained
from counterpart.values.money import rounded
from counterpart.values.refusal import Refusal

RULE = "weighted sum of the agreed scores, weights being swings shared out to 100 %"
ROUNDING = "two decimal places, half up"


@dataclass(frozen=True)
class Standpoint:
    """What options are ranked by: each criterion’s share of the weight, and each option’s score on it, exactly."""

    shares: Mapping[str, Fraction]
    scores: Mapping[str, Mapping[str, Fraction]]

    def total(self, option: str) -> Fraction:
        return sum((share * self.scores[option][of] for of, share in self.shares.items()), Fraction())


@dataclass(frozen=True)
class Ranked:
    """An option’s place (options of equal totals share one), its total and how that came about."""

    option: Option
    place: int
    total: Fraction
    told: Explained[Decimal]


@dataclass(frozen=True)
class Spread:
    """How far the scorers were apart before they talked: on which option and criterion, from whom to whom."""

    option: str
    criterion: str
    lowest: Decimal
    highest: Decimal
    scorers: int
    agreed: Decimal


def shares_of(criteria: Sequence[Criterion]) -> dict[str, Fraction] | Refusal:
    """Each criterion’s share of the whole weight. Refused where the swings cannot be shared out to 100 %."""
    below = [criterion for criterion in criteria if criterion.swing < 0]
    whole = sum((Fraction(criterion.swing) for criterion in criteria), Fraction())
    if below or whole <= 0:
        fact = f"the swing of “{below[0].title}” is {below[0].swing}" if below else "no swing is more than nothing"
        return Refusal(
            code="options.weights-not-normalised",
            what="The options cannot be weighed",
            fact=fact,
            rule="weights are swings shared out to 100 %: none is less than nothing, and together they are more",
            next_step="Give the criterion whose swing matters most 100, and each other its part of that.",
        )
    return {criterion.id: Fraction(criterion.swing) / whole for criterion in criteria}


def agreed_score(score: Score) -> Fraction | None:
    """What was agreed; otherwise the mean of the scorers; None where nobody scored."""
    if score.agreed is not None:
        return Fraction(score.agreed)
    if not score.by:
        return None
    return sum((Fraction(given) for given in score.by.values()), Fraction()) / len(score.by)


def standpoint(appraisal: Appraisal, options: Sequence[Option]) -> Standpoint | Refusal:
    """What these options are ranked by. Refused where a weight is none, or a criterion has no score."""
    shares = shares_of(appraisal.criteria)
    if isinstance(shares, Refusal):
        return shares
    given = {(score.option, score.criterion): agreed_score(score) for score in appraisal.scores}
    scores: dict[str, dict[str, Fraction]] = {option.id: {} for option in options}
    missing = []
    for option in options:
        for criterion in appraisal.criteria:
            score = given.get((option.id, criterion.id))
            if score is None:
                missing.append(f"{option.name} on “{criterion.title}”")
            else:
                scores[option.id][criterion.id] = score
    return _not_scored(missing) if missing else Standpoint(shares, scores)


def ranking(seen: Standpoint, options: Sequence[Option], criteria: Sequence[Criterion]) -> tuple[Ranked, ...]:
    """The options from the best on."""
    totals = {option.id: seen.total(option.id) for option in options}
    ranked = [
        Ranked(
            option,
            1 + sum(other > totals[option.id] for other in totals.values()),
            totals[option.id],
            _explained(seen, option, totals[option.id], criteria),
        )
        for option in options
    ]
    return tuple(sorted(ranked, key=lambda one: one.place))


def spreads(appraisal: Appraisal) -> tuple[Spread, ...]:
    """Where two scorers or more gave a score, the widest apart first."""
    found = []
    for score in appraisal.scores:
        agreed = agreed_score(score)
        if len(score.by) > 1 and agreed is not None:
            given = sorted(score.by.values())
            found.append(
                Spread(score.option, score.criterion, given[0], given[-1], len(given), as_decimal(agreed, places=2))
            )
    return tuple(sorted(found, key=lambda spread: spread.lowest - spread.highest))


def as_decimal(exact: Fraction, *, places: int) -> Decimal:
    """A fraction to so many places, half up."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return rounded(Decimal(whole if exact >= 0 else -whole).scaleb(-places), places=places)


def percent(share: Fraction) -> Decimal:
    return as_decimal(share * 100, places=1)


def _explained(seen: Standpoint, option: Option, total: Fraction, criteria: Sequence[Criterion]) -> Explained[Decimal]:
    value = as_decimal(total, places=2)
    parts = tuple(
        Explained(
            as_decimal(seen.shares[criterion.id] * seen.scores[option.id][criterion.id], places=2),
            f"{criterion.title}: {as_decimal(seen.scores[option.id][criterion.id], places=2)} at "
            f"{percent(seen.shares[criterion.id])} % of the weight",
            RULE,
            rounding=ROUNDING,
        )
        for criterion in criteria
    )
    because = f"{option.name} comes to {value} over {len(criteria)} {'criteria' if len(criteria) > 1 else 'criterion'}"
    return Explained(value, because, RULE, inputs=parts, rounding=ROUNDING)


def _not_scored(missing: Sequence[str]) -> Refusal:
    more = f", and {len(missing) - 3} more" if len(missing) > 3 else ""
    return Refusal(
        code="options.score-missing",
        what="The options cannot be ranked",
        fact=f"there is no score for {'; '.join(missing[:3])}{more}",
        rule="every option on the shortlist is scored on every criterion",
        next_step="Score it, or take the criterion out and say why.",
    )
