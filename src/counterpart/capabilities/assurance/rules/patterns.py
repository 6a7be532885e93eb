"""Pure, one row at a time: what stands out among many. The twins of checks/patterns.py."""

from collections.abc import Iterable, Iterator, Mapping

from counterpart.capabilities.assurance.rules.digits import BENFORD, chi_square, mean_absolute_deviation, shares
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.rows import Charge, Finding

NORMAL = 6_745
"""The median absolute deviation of normal values is 0.6745 standard deviations, here in ten-thousandths."""


def lower_median(values: Iterable[int]) -> int:
    """The smallest value that at least half of them do not exceed: a whole number, and one of them."""
    in_order = sorted(values)
    return in_order[(len(in_order) - 1) // 2]


def _is_far(value: int, median: int, deviation: int, score: int) -> bool:
    """Whether a robust z is beyond the score (in ten-thousandths). A deviation of 0 judges nothing."""
    return deviation > 0 and abs(value - median) * NORMAL > score * deviation


def outlier(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A quantity far from the median of its code, or a subcontractor whose charge a job is far from the others'."""
    score = int(parameters.number(Check.OUTLIER, "score") * 10_000)
    charges = tuple(given)
    by_code: dict[object, list[Charge]] = {}
    for charge in charges:
        by_code.setdefault(charge.line.code, []).append(charge)
    for group in by_code.values():
        if len(group) < parameters.whole(Check.OUTLIER, "at_least"):
            continue
        median = lower_median(charge.line.quantity for charge in group)
        deviation = lower_median(abs(charge.line.quantity - median) for charge in group)
        for charge in group:
            if _is_far(charge.line.quantity, median, deviation, score):
                amount, by = charge.line.amount, charge.job.subcontractor if charge.job else None
                yield Finding(Check.OUTLIER, charge.line, charge.line.job_id, amount, amount, subcontractor=by)
    yield from _dear(charges, parameters, score)


def _dear(charges: Iterable[Charge], parameters: Parameters, score: int) -> Iterator[Finding]:
    billed: dict[str, int] = {}
    jobs: dict[str, set[object]] = {}
    for charge in charges:
        if charge.job and charge.job.subcontractor is not None:
            by = charge.job.subcontractor
            billed[by] = billed.get(by, 0) + charge.line.amount
            jobs.setdefault(by, set()).add(charge.job.job_id)
    each = {by: billed[by] // len(jobs[by]) for by in billed}
    if len(each) < parameters.whole(Check.OUTLIER, "at_least_subcontractors"):
        return
    median = lower_median(each.values())
    deviation = lower_median(abs(value - median) for value in each.values())
    for by, value in each.items():
        if _is_far(value, median, deviation, score):
            yield Finding(Check.OUTLIER, None, None, 0, 0, subcontractor=by)


def first_digit(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A subcontractor whose first digits are neither as Benford's law has them nor as the others' are.

    Where the others together have too few lines, the law alone is asked.
    """
    least = parameters.whole(Check.FIRST_DIGIT, "at_least")
    counts: dict[str, list[int]] = {}
    for charge in given:
        if charge.job and charge.job.subcontractor is not None and charge.line.amount > 0:
            own = counts.setdefault(charge.job.subcontractor, [0] * 9)
            own[int(str(charge.line.amount)[0]) - 1] += 1
    for by, own in counts.items():
        if sum(own) >= least and _departs(own, _others(counts, by), parameters, least):
            yield Finding(Check.FIRST_DIGIT, None, None, 0, 0, subcontractor=by)


def _others(counts: Mapping[str, list[int]], by: str) -> list[int]:
    return [sum(own[place] for name, own in counts.items() if name != by) for place in range(9)]


def _departs(own: list[int], others: list[int], parameters: Parameters, least: int) -> bool:
    far = float(parameters.number(Check.FIRST_DIGIT, "mean_absolute_deviation"))
    most = float(parameters.number(Check.FIRST_DIGIT, "chi_square"))
    expectations = [BENFORD, *([shares(others)] if sum(others) >= least else [])]
    return all(mean_absolute_deviation(own, e) > far and chi_square(own, e) > most for e in expectations)
