"""Pure: rank acceptability: how often each option takes each place when weights and scores stray as far as people do.

Weights are drawn within so many per cent of what was agreed, each score between the scorers’ lowest and highest, all
values as likely. Whole numbers throughout: scores in hundredths, weights in thousandths of the agreed swing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from counterpart.capabilities.options.rules.facts import Appraisal, Option, Score
from counterpart.capabilities.options.rules.weighing import agreed_score, as_decimal
from counterpart.capabilities.pricing.rules.chance import between, drawn

AT_ONCE = 2_000
"""So many draws are worked out together, which bounds the memory."""


@dataclass(frozen=True)
class Acceptability:
    """In how many of the draws each option took each place, from the first on; level options share the better one."""

    seed: int
    draws: int
    weights_within: Decimal
    places: tuple[tuple[str, tuple[int, ...]], ...]

    def first(self, option: str) -> int:
        return dict(self.places)[option][0]


@dataclass(frozen=True)
class Doubtful:
    """The bounds between which weights (one a criterion) and scores (options × criteria) are drawn."""

    lightest: NDArray[np.int64]
    heaviest: NDArray[np.int64]
    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]


def acceptability(appraisal: Appraisal, options: Sequence[Option]) -> Acceptability:
    """Every option has a score on every criterion: `standpoint` has refused otherwise."""
    doubt = appraisal.doubt
    bounds = doubtful(appraisal, options)
    counts = counted(bounds, seed=doubt.seed, draws=doubt.draws)
    rows = tuple((option.id, tuple(int(n) for n in row)) for option, row in zip(options, counts, strict=True))
    return Acceptability(doubt.seed, doubt.draws, doubt.weights_within, rows)


def doubtful(appraisal: Appraisal, options: Sequence[Option]) -> Doubtful:
    given = {(score.option, score.criterion): _bounds(score) for score in appraisal.scores}
    pairs = [[given[option.id, criterion.id] for criterion in appraisal.criteria] for option in options]
    within = int(appraisal.doubt.weights_within * 10)
    swings = np.array([int(criterion.swing * 100) for criterion in appraisal.criteria], dtype=np.int64)
    scores = np.array(pairs, dtype=np.int64)
    return Doubtful(swings * max(1000 - within, 0), swings * (1000 + within), scores[:, :, 0], scores[:, :, 1])


def counted(bounds: Doubtful, *, seed: int, draws: int) -> NDArray[np.int64]:
    """How often each option took each place: a row an option, a column a place."""
    options, criteria = bounds.lowest.shape
    counts = np.zeros((options, options), dtype=np.int64)
    a_draw = criteria + options * criteria
    for first in range(0, draws, AT_ONCE):
        some = min(AT_ONCE, draws - first)
        numbers = drawn(seed, first * a_draw, some * a_draw).reshape(some, a_draw)
        weights = bounds.lightest + _thousandths(numbers[:, :criteria], bounds)
        scores = between(
            numbers[:, criteria:].reshape(some, options, criteria),
            bounds.lowest[None, :, :],
            bounds.highest[None, :, :],
        )
        totals = np.einsum("dc,doc->do", weights, scores)
        places = (totals[:, None, :] > totals[:, :, None]).sum(axis=2)
        for option in range(options):
            counts[option] += np.bincount(places[:, option], minlength=options)
    return counts


def _thousandths(numbers: NDArray[np.uint64], bounds: Doubtful) -> NDArray[np.int64]:
    """How much heavier than the lightest: one of 2,001 even steps up to the heaviest."""
    none = np.zeros(1, dtype=np.int64)
    steps = between(numbers, none, none + 2000)
    return steps * (bounds.heaviest - bounds.lightest) // 2000


def _bounds(score: Score) -> tuple[int, int]:
    """From the lowest to the highest that anybody gave or agreed, in hundredths."""
    agreed = agreed_score(score)
    middle = [] if agreed is None else [as_decimal(agreed, places=2)]
    given = [*score.by.values(), *middle]
    return int(min(given) * 100), int(max(given) * 100)
