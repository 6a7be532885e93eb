"""Pure, one row at a time: lines that stand in each other's way. The twins of checks/pairs.py."""

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby, pairwise

from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.rows import Charge, Finding, Id, line_order


def _found(check: Check, charge: Charge, earlier: Charge) -> Finding:
    return Finding(
        check,
        charge.line,
        charge.line.job_id,
        charge.line.amount,
        0,
        related_line=earlier.line,
        related_job_id=earlier.line.job_id,
        subcontractor=charge.job.subcontractor if charge.job else None,
    )


def duplicate(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """Same job, code, quantity and rate again; each but the first is flagged, beside the one before it."""
    alike: dict[object, list[Charge]] = {}
    for charge in given:
        line = charge.line
        alike.setdefault((line.job_id, line.code, line.quantity, line.rate), []).append(charge)
    for group in alike.values():
        for earlier, later in pairwise(sorted(group, key=lambda charge: line_order(charge.line))):
            yield _found(Check.DUPLICATE, later, earlier)


def rebilled(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """The same code on the same property within so many days on another job, the last such before it.

    Jobs are in the order of their completion, then of their first line.
    """
    days = parameters.whole(Check.REBILLED, "days")
    alike: dict[object, dict[Id, list[Charge]]] = {}
    for charge in given:
        if charge.is_done and charge.job and charge.job.property_id is not None:
            same = alike.setdefault((charge.job.property_id, charge.line.code), {})
            same.setdefault(charge.line.job_id, []).append(charge)
    for jobs in alike.values():
        groups = [sorted(group, key=lambda charge: line_order(charge.line)) for group in jobs.values()]
        groups.sort(key=lambda group: (_completed(group[0]), line_order(group[0].line)))
        for earlier, later in pairwise(groups):
            if _day(later[0]) - _day(earlier[0]) <= days:
                yield from (_found(Check.REBILLED, charge, earlier[-1]) for charge in later)


def exclusive(
    given: Iterable[Charge], exclusions: Iterable[tuple[Id, Id]], parameters: Parameters
) -> Iterator[Finding]:
    """Two lines on a job whose codes exclude each other, either way; the later is flagged, once for each such pair."""
    forbidden = {frozenset(pair) for pair in exclusions}
    in_order = sorted(given, key=lambda charge: (str(charge.line.job_id), line_order(charge.line)))
    for _, job in groupby(in_order, key=lambda charge: charge.line.job_id):
        for earlier, later in combinations(job, 2):
            if frozenset((earlier.line.code, later.line.code)) in forbidden:
                yield _found(Check.EXCLUSIVE, later, earlier)


def _completed(charge: Charge) -> int:
    return charge.job.completed or 0 if charge.job else 0


def _day(charge: Charge) -> int:
    return charge.job.completed_day or 0 if charge.job else 0
